CREATE TABLE `account_event` (
	`stream` text NOT NULL,
	`uuid` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`user_id` text,
	`body` text NOT NULL,
	`baseline` integer DEFAULT 0 NOT NULL,
	`pending` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`stream`, `uuid`)
);
--> statement-breakpoint
CREATE INDEX `account_event_user` ON `account_event` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `account_event_time` ON `account_event` (`stream`,`at`);--> statement-breakpoint
CREATE INDEX `account_event_age` ON `account_event` (`at`);--> statement-breakpoint
CREATE INDEX `account_event_pending` ON `account_event` (`at`) WHERE "account_event"."pending" = 1;--> statement-breakpoint
CREATE TABLE `event_cursor` (
	`stream` text PRIMARY KEY NOT NULL,
	`mode` text NOT NULL,
	`cursor` text,
	`started_at` integer NOT NULL,
	`caught_up_at` integer,
	`last_success_at` integer,
	`last_event_at` integer,
	`last_error` text,
	`last_error_at` integer,
	`token` text,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outside_change` (
	`user_id` text NOT NULL,
	`action` text NOT NULL,
	`n` integer NOT NULL,
	`earliest_at` integer NOT NULL,
	`latest_at` integer NOT NULL,
	`event_uuid` text,
	`found_at` integer NOT NULL,
	`filed` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`user_id`, `action`, `n`)
);
--> statement-breakpoint
CREATE INDEX `outside_change_unfiled` ON `outside_change` (`found_at`) WHERE "outside_change"."filed" = 0;