CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_token` ON `api_key` (`token_hash`);--> statement-breakpoint
CREATE TABLE `attempt` (
	`request_id` text NOT NULL,
	`n` integer NOT NULL,
	`fence` integer NOT NULL,
	`marked_at` integer NOT NULL,
	`answer_kind` text,
	`answer_code` text,
	`answer_message` text,
	`method` text,
	`path` text,
	`http_status` integer,
	`provider_request_id` text,
	`elapsed_ms` integer,
	`answered_at` integer,
	PRIMARY KEY(`request_id`, `n`),
	FOREIGN KEY (`request_id`) REFERENCES `request`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_fence` ON `attempt` (`request_id`,`fence`);--> statement-breakpoint
CREATE TABLE `case_count` (
	`status` text NOT NULL,
	`severity` text NOT NULL,
	`owner` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`status`, `severity`, `owner`)
);
--> statement-breakpoint
CREATE TABLE `case_term` (
	`case_id` text NOT NULL,
	`term` text NOT NULL,
	PRIMARY KEY(`case_id`, `term`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_term_lookup` ON `case_term` (`term`,`case_id`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`number` integer NOT NULL,
	`workflow_id` text NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`open` integer NOT NULL,
	`severity` text NOT NULL,
	`severity_rank` integer NOT NULL,
	`subject_id` text NOT NULL,
	`owner_person_id` text,
	`opened_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`closed_at` integer,
	`close_verdict` text,
	`close_reason` text,
	`signal_count` integer NOT NULL,
	`newest_signal_at` integer NOT NULL,
	`newest_signal_title` text NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`subject_id`) REFERENCES `subject`(`user_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_key` ON `cases` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `cases_workflow` ON `cases` (`workflow_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `cases_one_open` ON `cases` (`subject_id`) WHERE "cases"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX `cases_order` ON `cases` (`severity_rank`,`newest_signal_at`,`id`);--> statement-breakpoint
CREATE INDEX `cases_queue` ON `cases` (`open`,`severity_rank`,`newest_signal_at`,`id`);--> statement-breakpoint
CREATE INDEX `cases_status_queue` ON `cases` (`status`,`severity_rank`,`newest_signal_at`,`id`);--> statement-breakpoint
CREATE INDEX `cases_owner_queue` ON `cases` (`owner_person_id`,`open`,`severity_rank`,`newest_signal_at`,`id`);--> statement-breakpoint
CREATE INDEX `cases_subject` ON `cases` (`subject_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `chain` (
	`key` text PRIMARY KEY NOT NULL,
	`n` integer NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `counter` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dead_letter` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`received_at` integer NOT NULL,
	`reason` text NOT NULL,
	`raw` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `delivery` (
	`source` text NOT NULL,
	`webhook_id` text NOT NULL,
	`body_sha256` text NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`source`, `webhook_id`)
);
--> statement-breakpoint
CREATE INDEX `delivery_age` ON `delivery` (`received_at`);--> statement-breakpoint
CREATE TABLE `entry` (
	`id` text PRIMARY KEY NOT NULL,
	`chain` text NOT NULL,
	`n` integer NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`request_key` text,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_chain` ON `entry` (`chain`,`n`);--> statement-breakpoint
CREATE INDEX `entry_request` ON `entry` (`request_key`);--> statement-breakpoint
CREATE TABLE `holder_key` (
	`kid` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`wrapped` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `holder_key_holder` ON `holder_key` (`holder`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`body_sha256` text NOT NULL,
	`answer` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE TABLE `identity` (
	`iss` text NOT NULL,
	`sub` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`iss`, `sub`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `note` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`idempotency_key` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `note_case` ON `note` (`case_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `note_once` ON `note` (`case_id`,`idempotency_key`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`roles` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE TABLE `request` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`number` integer NOT NULL,
	`version` integer NOT NULL,
	`case_id` text NOT NULL,
	`case_key` text NOT NULL,
	`workflow_id` text NOT NULL,
	`account_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`action` text NOT NULL,
	`status` text NOT NULL,
	`requester_person_id` text,
	`proposed_by` text,
	`reason` text NOT NULL,
	`digest` text NOT NULL,
	`payload` blob NOT NULL,
	`snapshot_email` text NOT NULL,
	`snapshot_name` text NOT NULL,
	`snapshot_state` text NOT NULL,
	`snapshot_read_at` integer NOT NULL,
	`policy_id` text NOT NULL,
	`policy_version` integer NOT NULL,
	`policy_rule` text NOT NULL,
	`step_up_max_age_ms` integer,
	`execute_within_ms` integer NOT NULL,
	`was_contained` integer NOT NULL,
	`needed` integer NOT NULL,
	`approvals` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`execute_by` integer,
	`attempts` integer NOT NULL,
	`fence` integer NOT NULL,
	`lease_until` integer,
	`held_user` text,
	`marked_at` integer,
	`mark_quiet_until` integer,
	`quiet_until` integer,
	`next_try_at` integer,
	`releases` integer NOT NULL,
	`unknown_since` integer,
	`seen_state` text,
	`seen_times` integer NOT NULL,
	`overtook` integer NOT NULL,
	`outcome` text,
	`stale_difference` text,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subject_id`) REFERENCES `subject`(`user_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "request_needs_one" CHECK("request"."needed" >= 1 and "request"."approvals" >= 0 and "request"."approvals" <= "request"."needed"),
	CONSTRAINT "request_pending_is_undecided" CHECK("request"."status" not in ('pending', 'proposed') or "request"."approvals" < "request"."needed"),
	CONSTRAINT "request_approvals_complete" CHECK("request"."status" not in ('approved', 'executing', 'unknown', 'needs_attention', 'succeeded', 'refused', 'failed', 'superseded') or ("request"."approvals" = "request"."needed" and "request"."execute_by" is not null)),
	CONSTRAINT "request_has_requester" CHECK("request"."status" in ('proposed', 'withdrawn', 'expired') or "request"."requester_person_id" is not null),
	CONSTRAINT "request_executing_holds" CHECK("request"."status" <> 'executing' or ("request"."lease_until" is not null and "request"."held_user" is not null and "request"."held_user" = "request"."subject_id")),
	CONSTRAINT "request_unknown_was_sent" CHECK("request"."status" <> 'unknown' or ("request"."attempts" >= 1 and "request"."held_user" is not null)),
	CONSTRAINT "request_unsent_ends" CHECK("request"."status" not in ('proposed', 'pending', 'denied', 'withdrawn', 'expired', 'stale') or "request"."attempts" = 0),
	CONSTRAINT "request_holds_own_subject" CHECK("request"."held_user" is null or "request"."held_user" = "request"."subject_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_key` ON `request` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `request_one_open` ON `request` (`subject_id`,`action`) WHERE "request"."status" in ('pending', 'approved', 'executing', 'unknown', 'needs_attention');--> statement-breakpoint
CREATE UNIQUE INDEX `request_one_holder` ON `request` (`held_user`) WHERE "request"."held_user" is not null;--> statement-breakpoint
CREATE INDEX `request_status` ON `request` (`status`,`expires_at`,`id`);--> statement-breakpoint
CREATE INDEX `request_case` ON `request` (`case_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_subject` ON `request` (`subject_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_history` ON `request` (`created_at`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `request_vote_target` ON `request` (`id`,`requester_person_id`,`digest`);--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`iss` text NOT NULL,
	`sub` text NOT NULL,
	`roles` text NOT NULL,
	`amr` text NOT NULL,
	`auth_time` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`ended_at` integer,
	`ended_reason` text,
	`id_token_hint` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`person_id`);--> statement-breakpoint
CREATE TABLE `setting` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `signal` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`format` text NOT NULL,
	`native_id` text,
	`alert_id` text,
	`traceparent` text,
	`workflow_id` text,
	`case_id` text,
	`subject_id` text,
	`rule_id` text,
	`title` text NOT NULL,
	`severity` text NOT NULL,
	`severity_assumed` integer NOT NULL,
	`confidence` integer,
	`subject` text NOT NULL,
	`time` integer NOT NULL,
	`time_assumed` integer NOT NULL,
	`ip` text,
	`attack` text NOT NULL,
	`url` text,
	`description` text,
	`received_at` integer NOT NULL,
	`signature` text NOT NULL,
	`reporter_person_id` text,
	`fingerprint` text NOT NULL,
	`duplicates` integer NOT NULL,
	`raw_sha256` text NOT NULL,
	`raw` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signal_native` ON `signal` (`source`,`native_id`) WHERE "signal"."native_id" is not null;--> statement-breakpoint
CREATE INDEX `signal_fingerprint` ON `signal` (`fingerprint`,`received_at`);--> statement-breakpoint
CREATE INDEX `signal_case` ON `signal` (`case_id`,`received_at`);--> statement-breakpoint
CREATE INDEX `signal_unlinked` ON `signal` (`received_at`) WHERE "signal"."case_id" is null;--> statement-breakpoint
CREATE TABLE `source` (
	`name` text PRIMARY KEY NOT NULL,
	`preset` text NOT NULL,
	`secrets` text NOT NULL,
	`enabled` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_delivery_at` integer,
	`accepted` integer NOT NULL,
	`rejected` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `subject` (
	`user_id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`name` text NOT NULL,
	`search` text NOT NULL,
	`state` text NOT NULL,
	`raw_state` text NOT NULL,
	`read_at` integer NOT NULL,
	`gone_at` integer
);
--> statement-breakpoint
CREATE INDEX `subject_email` ON `subject` (`email_key`);--> statement-breakpoint
CREATE INDEX `subject_order` ON `subject` (`search`,`user_id`);--> statement-breakpoint
CREATE INDEX `subject_state_order` ON `subject` (`state`,`search`,`user_id`);--> statement-breakpoint
CREATE TABLE `vote` (
	`request_id` text NOT NULL,
	`requester_person_id` text NOT NULL,
	`digest` text NOT NULL,
	`person_id` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`session_ref` text NOT NULL,
	PRIMARY KEY(`request_id`, `person_id`),
	FOREIGN KEY (`request_id`,`requester_person_id`,`digest`) REFERENCES `request`(`id`,`requester_person_id`,`digest`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "vote_by_second_person" CHECK("vote"."person_id" <> "vote"."requester_person_id"),
	CONSTRAINT "vote_decision" CHECK("vote"."decision" in ('approve', 'deny')),
	CONSTRAINT "vote_has_reason" CHECK(length("vote"."reason") > 0)
);
