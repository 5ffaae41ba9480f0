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
CREATE TABLE `sent_event` (
	`source` text NOT NULL,
	`stream` text NOT NULL,
	`uuid` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`user_key` text,
	`actor_key` text,
	`body` text NOT NULL,
	PRIMARY KEY(`source`, `stream`, `uuid`)
);
--> statement-breakpoint
CREATE INDEX `sent_event_user` ON `sent_event` (`source`,`stream`,`user_key`,`at`);--> statement-breakpoint
CREATE INDEX `sent_event_actor` ON `sent_event` (`source`,`stream`,`actor_key`,`at`);--> statement-breakpoint
CREATE INDEX `sent_event_age` ON `sent_event` (`received_at`);--> statement-breakpoint
ALTER TABLE `account_event` ADD `actor_id` text;--> statement-breakpoint
CREATE INDEX `account_event_actor` ON `account_event` (`actor_id`,`at`);