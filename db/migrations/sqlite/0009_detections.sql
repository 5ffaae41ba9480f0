CREATE TABLE `detection_finding` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`rule_id` text NOT NULL,
	`repeat_key` text NOT NULL,
	`at` integer NOT NULL,
	`signal_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `detection_finding_repeat` ON `detection_finding` (`rule_id`,`repeat_key`,`at`);--> statement-breakpoint
CREATE INDEX `detection_finding_time` ON `detection_finding` (`at`);--> statement-breakpoint
ALTER TABLE `account_event` ADD `actor_id` text;--> statement-breakpoint
CREATE INDEX `account_event_actor` ON `account_event` (`actor_id`,`at`);