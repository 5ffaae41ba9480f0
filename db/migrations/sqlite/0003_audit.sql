CREATE TABLE `record_read` (
	`session_ref` text NOT NULL,
	`record` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`session_ref`, `record`)
);
--> statement-breakpoint
ALTER TABLE `entry` ADD `late` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `entry` ADD `outside` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `entry` ADD `simulated` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `entry_period` ON `entry` (`type`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `entry_late` ON `entry` (`at`,`id`) WHERE "entry"."late" = 1;--> statement-breakpoint
CREATE INDEX `entry_outside` ON `entry` (`at`,`id`) WHERE "entry"."outside" = 1;--> statement-breakpoint
CREATE INDEX `entry_simulated` ON `entry` (`type`,`at`) WHERE "entry"."simulated" = 1;--> statement-breakpoint
CREATE INDEX `anchor_receipt_period` ON `anchor_receipt` (`at`);--> statement-breakpoint
CREATE INDEX `checkpoint_period` ON `checkpoint` (`at`);--> statement-breakpoint
CREATE INDEX `request_period` ON `request` (`created_at`,`action`,`status`,`number`,`approvals`);--> statement-breakpoint
CREATE INDEX `request_number` ON `request` (`number`);--> statement-breakpoint
CREATE INDEX `request_ended` ON `request` (`ended_at`,`action`,`status`);