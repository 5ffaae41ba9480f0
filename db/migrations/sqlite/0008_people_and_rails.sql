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
CREATE TABLE `rate_window` (
	`name` text NOT NULL,
	`who` text NOT NULL,
	`count` integer NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`name`, `who`)
);
--> statement-breakpoint
CREATE INDEX `rate_window_ends` ON `rate_window` (`ends_at`);--> statement-breakpoint
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
CREATE INDEX `suspension_claim_at` ON `suspension_claim` (`at`);