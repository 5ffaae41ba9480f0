ALTER TABLE `signal` ADD `revision` text;--> statement-breakpoint
ALTER TABLE `signal` ADD `kind` text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE `signal` ADD `context` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `signal` ADD `related` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `signal` ADD `time_text` text;