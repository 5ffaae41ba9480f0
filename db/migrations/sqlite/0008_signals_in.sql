CREATE TABLE `account_event` (
	`stream` text NOT NULL,
	`uuid` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`user_id` text,
	`actor_id` text,
	`body` text NOT NULL,
	`baseline` integer DEFAULT 0 NOT NULL,
	`pending` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`stream`, `uuid`)
);
--> statement-breakpoint
CREATE INDEX `account_event_user` ON `account_event` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `account_event_actor` ON `account_event` (`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `account_event_time` ON `account_event` (`stream`,`at`);--> statement-breakpoint
CREATE INDEX `account_event_age` ON `account_event` (`at`);--> statement-breakpoint
CREATE INDEX `account_event_pending` ON `account_event` (`at`) WHERE "account_event"."pending" = 1;--> statement-breakpoint
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
CREATE TABLE `detection_kind` (
	`source` text NOT NULL,
	`rule` text NOT NULL,
	`kind` text NOT NULL,
	`set_by_person_id` text NOT NULL,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`source`, `rule`)
);
--> statement-breakpoint
CREATE TABLE `drill` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`case_key` text NOT NULL,
	`suspend_key` text NOT NULL,
	`started_by_person_id` text NOT NULL,
	`started_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drill_request` ON `drill` (`suspend_key`);--> statement-breakpoint
CREATE INDEX `drill_newest` ON `drill` (`started_at`);--> statement-breakpoint
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
CREATE TABLE `identity_class_change` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text,
	`email_key` text,
	`by` text NOT NULL,
	`identity_class` text,
	`reason` text,
	`by_person_id` text,
	`source` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `identity_class_subject` ON `identity_class_change` (`subject_id`,`at`);--> statement-breakpoint
CREATE INDEX `identity_class_email` ON `identity_class_change` (`email_key`,`at`);--> statement-breakpoint
CREATE TABLE `mass_incident` (
	`id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`allowed` integer NOT NULL,
	`used` integer DEFAULT 0 NOT NULL,
	`minutes` integer NOT NULL,
	`asked_by_person_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`confirmed_by_person_id` text,
	`started_at` integer,
	`ends_at` integer,
	`ended_at` integer,
	`ended_how` text,
	`ended_by_person_id` text,
	`open` integer DEFAULT 1 NOT NULL,
	CONSTRAINT "mass_incident_by_two" CHECK(("mass_incident"."started_at" is null and "mass_incident"."confirmed_by_person_id" is null) or ("mass_incident"."started_at" is not null and "mass_incident"."ends_at" is not null and "mass_incident"."confirmed_by_person_id" is not null and "mass_incident"."confirmed_by_person_id" <> "mass_incident"."asked_by_person_id")),
	CONSTRAINT "mass_incident_bounded" CHECK("mass_incident"."minutes" between 1 and 240 and "mass_incident"."allowed" >= 1 and "mass_incident"."used" >= 0 and "mass_incident"."used" <= "mass_incident"."allowed"),
	CONSTRAINT "mass_incident_ends" CHECK(("mass_incident"."open" = 1) = ("mass_incident"."ended_at" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mass_incident_one_open` ON `mass_incident` (`open`) WHERE "mass_incident"."open" = 1;--> statement-breakpoint
CREATE INDEX `mass_incident_newest` ON `mass_incident` (`asked_at`);--> statement-breakpoint
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
CREATE INDEX `outside_change_unfiled` ON `outside_change` (`found_at`) WHERE "outside_change"."filed" = 0;--> statement-breakpoint
CREATE TABLE `person_alias` (
	`alias_key` text PRIMARY KEY NOT NULL,
	`alias` text NOT NULL,
	`email_key` text NOT NULL,
	FOREIGN KEY (`email_key`) REFERENCES `person_profile`(`email_key`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "person_alias_other" CHECK("person_alias"."alias_key" <> "person_alias"."email_key")
);
--> statement-breakpoint
CREATE INDEX `person_alias_person` ON `person_alias` (`email_key`);--> statement-breakpoint
CREATE TABLE `person_profile` (
	`email_key` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`manager` text,
	`department` text,
	`identity_class` text,
	`dependents` text NOT NULL,
	`second_contact` text,
	`partner` text,
	`operating_team` text,
	`source` text NOT NULL,
	`imported_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `person_profile_imported` ON `person_profile` (`imported_at`);--> statement-breakpoint
CREATE TABLE `protected_mark` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_id` text NOT NULL,
	`reason` text NOT NULL,
	`set_by_person_id` text NOT NULL,
	`set_at` integer NOT NULL,
	`end_asked_by_person_id` text,
	`end_asked_at` integer,
	`end_reason` text,
	`ended_by_person_id` text,
	`ended_at` integer,
	`version` integer NOT NULL,
	CONSTRAINT "protected_mark_ended_by_two" CHECK("protected_mark"."ended_at" is null or ("protected_mark"."end_asked_by_person_id" is not null and "protected_mark"."ended_by_person_id" is not null and "protected_mark"."ended_by_person_id" <> "protected_mark"."end_asked_by_person_id"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `protected_mark_standing` ON `protected_mark` (`subject_id`) WHERE "protected_mark"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `protected_mark_subject` ON `protected_mark` (`subject_id`);--> statement-breakpoint
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
CREATE TABLE `rate_window` (
	`name` text NOT NULL,
	`who` text NOT NULL,
	`count` integer NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`name`, `who`)
);
--> statement-breakpoint
CREATE INDEX `rate_window_ends` ON `rate_window` (`ends_at`);--> statement-breakpoint
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
CREATE TABLE `suspension_act` (
	`request_id` text NOT NULL,
	`person_id` text NOT NULL,
	`act` text NOT NULL,
	`at` integer NOT NULL,
	`incident_id` text,
	PRIMARY KEY(`request_id`, `person_id`, `act`),
	FOREIGN KEY (`request_id`) REFERENCES `request`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`incident_id`) REFERENCES `mass_incident`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suspension_act_person` ON `suspension_act` (`person_id`,`act`,`at`);--> statement-breakpoint
CREATE TABLE `suspension_claim` (
	`request_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`incident_id` text,
	FOREIGN KEY (`request_id`) REFERENCES `request`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`incident_id`) REFERENCES `mass_incident`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suspension_claim_at` ON `suspension_claim` (`at`);--> statement-breakpoint
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
CREATE TABLE `webhook_delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`target_id` text NOT NULL,
	`type` text NOT NULL,
	`event` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer,
	`sending_until` integer,
	`last_error` text,
	`delivered_at` integer,
	`dead_at` integer,
	FOREIGN KEY (`target_id`) REFERENCES `webhook_target`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhook_delivery_due` ON `webhook_delivery` (`target_id`,`next_try_at`);--> statement-breakpoint
CREATE INDEX `webhook_delivery_dead` ON `webhook_delivery` (`dead_at`) WHERE "webhook_delivery"."dead_at" is not null;--> statement-breakpoint
CREATE INDEX `webhook_delivery_done` ON `webhook_delivery` (`delivered_at`);--> statement-breakpoint
CREATE TABLE `webhook_target` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`place` text NOT NULL,
	`secret` text,
	`events` text NOT NULL,
	`enabled` integer NOT NULL,
	`private_host` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`last_delivered_at` integer,
	`last_error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_target_name` ON `webhook_target` (`name`) WHERE "webhook_target"."removed_at" is null;--> statement-breakpoint
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
ALTER TABLE `api_key` ADD `owner` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `purpose` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `held_by_agent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `snooze_severity` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `severity_by_person` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `merged_into` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `previous_key` text;--> statement-breakpoint
CREATE INDEX `cases_opened` ON `cases` (`opened_at`);--> statement-breakpoint
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
CREATE INDEX `subject_linked_to` ON `subject` (`linked_to`) WHERE "subject"."linked_to" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `request_one_proposal` ON `request` (`subject_id`,`action`) WHERE "request"."status" = 'proposed';