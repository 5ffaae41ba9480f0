CREATE TABLE `freeze_lift` (
	`person_id` text NOT NULL,
	`request_id` text NOT NULL,
	`lifted_by_person_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `request_id`),
	CONSTRAINT "freeze_lift_by_other" CHECK("freeze_lift"."lifted_by_person_id" <> "freeze_lift"."person_id")
);
--> statement-breakpoint
CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`case_key` text NOT NULL,
	`request_key` text,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer
);
--> statement-breakpoint
CREATE INDEX `notice_person` ON `notice` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `notice_unread` ON `notice` (`person_id`) WHERE "notice"."read_at" is null;--> statement-breakpoint
CREATE TABLE `person_link` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`other_person_id` text NOT NULL,
	`reason` text NOT NULL,
	`asked_by_person_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`confirmed_by_person_id` text,
	`confirmed_at` integer,
	CONSTRAINT "person_link_by_two" CHECK("person_link"."confirmed_by_person_id" is null or "person_link"."confirmed_by_person_id" <> "person_link"."asked_by_person_id"),
	CONSTRAINT "person_link_by_others" CHECK("person_link"."asked_by_person_id" not in ("person_link"."person_id", "person_link"."other_person_id") and ("person_link"."confirmed_by_person_id" is null or "person_link"."confirmed_by_person_id" not in ("person_link"."person_id", "person_link"."other_person_id")))
);
--> statement-breakpoint
CREATE TABLE `policy_version` (
	`policy_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`body` text NOT NULL,
	`author_person_id` text,
	`publisher_person_id` text,
	`drafted_at` integer NOT NULL,
	`published_at` integer,
	PRIMARY KEY(`policy_id`, `version`),
	CONSTRAINT "policy_published_by_second_person" CHECK("policy_version"."publisher_person_id" is null or "policy_version"."author_person_id" is null or "policy_version"."publisher_person_id" <> "policy_version"."author_person_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_one_active` ON `policy_version` (`status`) WHERE "policy_version"."status" = 'active';--> statement-breakpoint
CREATE TABLE `review` (
	`request_id` text PRIMARY KEY NOT NULL,
	`case_key` text NOT NULL,
	`subject_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`status` text NOT NULL,
	`extensions` integer NOT NULL,
	`asked_until` integer,
	`asked_by_person_id` text,
	`asked_reason` text,
	`ticket` text,
	`version` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `request`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `review_due` ON `review` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `review_subject` ON `review` (`subject_id`);--> statement-breakpoint
DROP INDEX `entry_request`;--> statement-breakpoint
CREATE INDEX `entry_type` ON `entry` (`type`,`id`);--> statement-breakpoint
CREATE INDEX `entry_request` ON `entry` (`request_key`,`id`);--> statement-breakpoint
ALTER TABLE `person` ADD `linked_to_person_id` text;--> statement-breakpoint
ALTER TABLE `request` ADD `snapshot_email_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `request` ADD `watches` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `request_email` ON `request` (`snapshot_email_key`,`action`);