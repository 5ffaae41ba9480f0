CREATE TABLE `detection_kind` (
	`source` text NOT NULL,
	`rule` text NOT NULL,
	`kind` text NOT NULL,
	`set_by_person_id` text NOT NULL,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`source`, `rule`)
);
--> statement-breakpoint
CREATE TABLE `provider_link` (
	`source` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`source`, `provider_id`)
);
--> statement-breakpoint
CREATE INDEX `provider_link_user` ON `provider_link` (`user_id`);--> statement-breakpoint
CREATE TABLE `signal_repeat` (
	`id` text PRIMARY KEY NOT NULL,
	`signal_id` text NOT NULL,
	`source` text NOT NULL,
	`native_id` text,
	`reason` text NOT NULL,
	`received_at` integer NOT NULL,
	`raw_sha256` text NOT NULL,
	`raw` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `signal_repeat_signal` ON `signal_repeat` (`signal_id`,`received_at`);--> statement-breakpoint
CREATE INDEX `signal_repeat_native` ON `signal_repeat` (`source`,`native_id`) WHERE "signal_repeat"."native_id" is not null;--> statement-breakpoint
CREATE INDEX `signal_repeat_digest` ON `signal_repeat` (`raw_sha256`);--> statement-breakpoint
CREATE TABLE `trust` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`rule` text NOT NULL,
	`what` text NOT NULL,
	`value` integer,
	`covers` text DEFAULT '[]' NOT NULL,
	`basis` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`asked_by_person_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`confirmed_by_person_id` text,
	`confirmed_at` integer,
	`ended_by_person_id` text,
	`ended_at` integer,
	CONSTRAINT "trust_by_two" CHECK("trust"."confirmed_by_person_id" is null or "trust"."confirmed_by_person_id" <> "trust"."asked_by_person_id"),
	CONSTRAINT "trust_in_force_when_confirmed" CHECK("trust"."state" <> 'in_force' or "trust"."confirmed_by_person_id" is not null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trust_one_of_a_state` ON `trust` (`source`,`rule`,`what`,`state`) WHERE "trust"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX `trust_asked` ON `trust` (`asked_at`);--> statement-breakpoint
DROP INDEX `signal_unlinked`;--> statement-breakpoint
ALTER TABLE `signal` ADD `last_seen_at` integer;--> statement-breakpoint
ALTER TABLE `signal` ADD `join_rule` text DEFAULT 'unstated' NOT NULL;--> statement-breakpoint
ALTER TABLE `signal` ADD `join_key` text DEFAULT 'unstated' NOT NULL;--> statement-breakpoint
ALTER TABLE `signal` ADD `via_subject_id` text;--> statement-breakpoint
ALTER TABLE `signal` ADD `revision_of` text;--> statement-breakpoint
ALTER TABLE `signal` ADD `id_used_twice` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `signal_kept` ON `signal` (`subject_id`,`received_at`) WHERE "signal"."case_id" is null and "signal"."subject_id" is not null;--> statement-breakpoint
CREATE INDEX `signal_via` ON `signal` (`via_subject_id`) WHERE "signal"."via_subject_id" is not null;--> statement-breakpoint
CREATE INDEX `signal_unlinked` ON `signal` (`received_at`) WHERE "signal"."case_id" is null and "signal"."subject_id" is null;--> statement-breakpoint
ALTER TABLE `cases` ADD `snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `snooze_severity` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `severity_by_person` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `previous_key` text;--> statement-breakpoint
CREATE INDEX `cases_snoozed` ON `cases` (`snoozed_until`) WHERE "cases"."snoozed_until" is not null;--> statement-breakpoint
ALTER TABLE `dead_letter` ADD `signature` text DEFAULT 'signed' NOT NULL;--> statement-breakpoint
CREATE INDEX `dead_letter_source` ON `dead_letter` (`source`,`received_at`);--> statement-breakpoint
ALTER TABLE `source` ADD `kind` text DEFAULT 'alerts' NOT NULL;--> statement-breakpoint
ALTER TABLE `source` ADD `threshold` text DEFAULT 'informational' NOT NULL;--> statement-breakpoint
ALTER TABLE `source` ADD `default_domain` text;--> statement-breakpoint
ALTER TABLE `source` ADD `mapping` text;--> statement-breakpoint
ALTER TABLE `source` ADD `allows_unsigned` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `source` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `subject` ADD `own_key` text;--> statement-breakpoint
ALTER TABLE `subject` ADD `look_key` text;--> statement-breakpoint
ALTER TABLE `subject` ADD `linked_to` text;--> statement-breakpoint
ALTER TABLE `subject` ADD `linked_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `subject_own_key` ON `subject` (`own_key`) WHERE "subject"."own_key" is not null;--> statement-breakpoint
CREATE INDEX `subject_look_key` ON `subject` (`look_key`) WHERE "subject"."look_key" is not null;--> statement-breakpoint
CREATE INDEX `subject_linked_to` ON `subject` (`linked_to`) WHERE "subject"."linked_to" is not null;