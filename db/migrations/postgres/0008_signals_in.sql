CREATE TABLE "account_event" (
	"stream" text NOT NULL,
	"uuid" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"user_id" text,
	"actor_id" text,
	"body" text NOT NULL,
	"baseline" integer DEFAULT 0 NOT NULL,
	"pending" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "account_event_stream_uuid_pk" PRIMARY KEY("stream","uuid")
);
--> statement-breakpoint
CREATE TABLE "detection_finding" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"rule_id" text NOT NULL,
	"repeat_key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"signal_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "detection_kind" (
	"source" text NOT NULL,
	"rule" text NOT NULL,
	"kind" text NOT NULL,
	"set_by_person_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "detection_kind_source_rule_pk" PRIMARY KEY("source","rule")
);
--> statement-breakpoint
CREATE TABLE "drill" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"case_key" text NOT NULL,
	"suspend_key" text NOT NULL,
	"started_by_person_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_cursor" (
	"stream" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"cursor" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"caught_up_at" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"last_event_at" timestamp (3) with time zone,
	"last_error" text,
	"last_error_at" timestamp (3) with time zone,
	"token" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_class_change" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text,
	"email_key" text,
	"by" text NOT NULL,
	"identity_class" text,
	"reason" text,
	"by_person_id" text,
	"source" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mass_incident" (
	"id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"allowed" integer NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	"minutes" integer NOT NULL,
	"asked_by_person_id" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by_person_id" text,
	"started_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_how" text,
	"ended_by_person_id" text,
	"open" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "mass_incident_by_two" CHECK (("mass_incident"."started_at" is null and "mass_incident"."confirmed_by_person_id" is null) or ("mass_incident"."started_at" is not null and "mass_incident"."ends_at" is not null and "mass_incident"."confirmed_by_person_id" is not null and "mass_incident"."confirmed_by_person_id" <> "mass_incident"."asked_by_person_id")),
	CONSTRAINT "mass_incident_bounded" CHECK ("mass_incident"."minutes" between 1 and 240 and "mass_incident"."allowed" >= 1 and "mass_incident"."used" >= 0 and "mass_incident"."used" <= "mass_incident"."allowed"),
	CONSTRAINT "mass_incident_ends" CHECK (("mass_incident"."open" = 1) = ("mass_incident"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "outside_change" (
	"user_id" text NOT NULL,
	"action" text NOT NULL,
	"n" integer NOT NULL,
	"earliest_at" timestamp (3) with time zone NOT NULL,
	"latest_at" timestamp (3) with time zone NOT NULL,
	"event_uuid" text,
	"found_at" timestamp (3) with time zone NOT NULL,
	"filed" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "outside_change_user_id_action_n_pk" PRIMARY KEY("user_id","action","n")
);
--> statement-breakpoint
CREATE TABLE "person_alias" (
	"alias_key" text PRIMARY KEY NOT NULL,
	"alias" text NOT NULL,
	"email_key" text NOT NULL,
	CONSTRAINT "person_alias_other" CHECK ("person_alias"."alias_key" <> "person_alias"."email_key")
);
--> statement-breakpoint
CREATE TABLE "person_profile" (
	"email_key" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"manager" text,
	"department" text,
	"identity_class" text,
	"dependents" text NOT NULL,
	"second_contact" text,
	"partner" text,
	"operating_team" text,
	"source" text NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "protected_mark" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text NOT NULL,
	"set_by_person_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"end_asked_by_person_id" text,
	"end_asked_at" timestamp (3) with time zone,
	"end_reason" text,
	"ended_by_person_id" text,
	"ended_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "protected_mark_ended_by_two" CHECK ("protected_mark"."ended_at" is null or ("protected_mark"."end_asked_by_person_id" is not null and "protected_mark"."ended_by_person_id" is not null and "protected_mark"."ended_by_person_id" <> "protected_mark"."end_asked_by_person_id"))
);
--> statement-breakpoint
CREATE TABLE "provider_link" (
	"source" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_link_source_provider_id_pk" PRIMARY KEY("source","provider_id")
);
--> statement-breakpoint
CREATE TABLE "rate_window" (
	"name" text NOT NULL,
	"who" text NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rate_window_name_who_pk" PRIMARY KEY("name","who")
);
--> statement-breakpoint
CREATE TABLE "sent_event" (
	"source" text NOT NULL,
	"stream" text NOT NULL,
	"uuid" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"user_key" text,
	"actor_key" text,
	"body" text NOT NULL,
	CONSTRAINT "sent_event_source_stream_uuid_pk" PRIMARY KEY("source","stream","uuid")
);
--> statement-breakpoint
CREATE TABLE "signal_repeat" (
	"id" text PRIMARY KEY NOT NULL,
	"signal_id" text NOT NULL,
	"source" text NOT NULL,
	"native_id" text,
	"reason" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"raw_sha256" text NOT NULL,
	"raw" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suspension_act" (
	"request_id" text NOT NULL,
	"person_id" text NOT NULL,
	"act" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"incident_id" text,
	CONSTRAINT "suspension_act_request_id_person_id_act_pk" PRIMARY KEY("request_id","person_id","act")
);
--> statement-breakpoint
CREATE TABLE "suspension_claim" (
	"request_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"incident_id" text
);
--> statement-breakpoint
CREATE TABLE "trust" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"rule" text NOT NULL,
	"what" text NOT NULL,
	"value" integer,
	"covers" text DEFAULT '[]' NOT NULL,
	"basis" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by_person_id" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by_person_id" text,
	"confirmed_at" timestamp (3) with time zone,
	"ended_by_person_id" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "trust_by_two" CHECK ("trust"."confirmed_by_person_id" is null or "trust"."confirmed_by_person_id" <> "trust"."asked_by_person_id"),
	CONSTRAINT "trust_in_force_when_confirmed" CHECK ("trust"."state" <> 'in_force' or "trust"."confirmed_by_person_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"target_id" text NOT NULL,
	"type" text NOT NULL,
	"event" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"sending_until" timestamp (3) with time zone,
	"last_error" text,
	"delivered_at" timestamp (3) with time zone,
	"dead_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_target" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"place" text NOT NULL,
	"secret" text,
	"events" text NOT NULL,
	"enabled" integer NOT NULL,
	"private_host" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"last_delivered_at" timestamp (3) with time zone,
	"last_error" text
);
--> statement-breakpoint
DROP INDEX "signal_unlinked";--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "owner" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "purpose" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "held_by_agent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "snoozed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "snooze_severity" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "severity_by_person" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "previous_key" text;--> statement-breakpoint
ALTER TABLE "dead_letter" ADD COLUMN "signature" text DEFAULT 'signed' NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "join_rule" text DEFAULT 'unstated' NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "join_key" text DEFAULT 'unstated' NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "via_subject_id" text;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "revision_of" text;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "id_used_twice" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "kind" text DEFAULT 'alerts' NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "threshold" text DEFAULT 'informational' NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "default_domain" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "mapping" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "allows_unsigned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "subject" ADD COLUMN "own_key" text;--> statement-breakpoint
ALTER TABLE "subject" ADD COLUMN "look_key" text;--> statement-breakpoint
ALTER TABLE "subject" ADD COLUMN "linked_to" text;--> statement-breakpoint
ALTER TABLE "subject" ADD COLUMN "linked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_email_key_person_profile_email_key_fk" FOREIGN KEY ("email_key") REFERENCES "public"."person_profile"("email_key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_act" ADD CONSTRAINT "suspension_act_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_act" ADD CONSTRAINT "suspension_act_incident_id_mass_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."mass_incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_claim" ADD CONSTRAINT "suspension_claim_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_claim" ADD CONSTRAINT "suspension_claim_incident_id_mass_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."mass_incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_target_id_webhook_target_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."webhook_target"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_event_user" ON "account_event" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "account_event_actor" ON "account_event" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "account_event_time" ON "account_event" USING btree ("stream","at");--> statement-breakpoint
CREATE INDEX "account_event_age" ON "account_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "account_event_pending" ON "account_event" USING btree ("at") WHERE "account_event"."pending" = 1;--> statement-breakpoint
CREATE INDEX "detection_finding_repeat" ON "detection_finding" USING btree ("rule_id","repeat_key","at");--> statement-breakpoint
CREATE INDEX "detection_finding_time" ON "detection_finding" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "drill_request" ON "drill" USING btree ("suspend_key");--> statement-breakpoint
CREATE INDEX "drill_newest" ON "drill" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "identity_class_subject" ON "identity_class_change" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "identity_class_email" ON "identity_class_change" USING btree ("email_key","at");--> statement-breakpoint
CREATE UNIQUE INDEX "mass_incident_one_open" ON "mass_incident" USING btree ("open") WHERE "mass_incident"."open" = 1;--> statement-breakpoint
CREATE INDEX "mass_incident_newest" ON "mass_incident" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "outside_change_unfiled" ON "outside_change" USING btree ("found_at") WHERE "outside_change"."filed" = 0;--> statement-breakpoint
CREATE INDEX "person_alias_person" ON "person_alias" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "person_profile_imported" ON "person_profile" USING btree ("imported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "protected_mark_standing" ON "protected_mark" USING btree ("subject_id") WHERE "protected_mark"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "protected_mark_subject" ON "protected_mark" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "provider_link_user" ON "provider_link" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "rate_window_ends" ON "rate_window" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "sent_event_user" ON "sent_event" USING btree ("source","stream","user_key","at");--> statement-breakpoint
CREATE INDEX "sent_event_actor" ON "sent_event" USING btree ("source","stream","actor_key","at");--> statement-breakpoint
CREATE INDEX "sent_event_age" ON "sent_event" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "signal_repeat_signal" ON "signal_repeat" USING btree ("signal_id","received_at");--> statement-breakpoint
CREATE INDEX "signal_repeat_native" ON "signal_repeat" USING btree ("source","native_id") WHERE "signal_repeat"."native_id" is not null;--> statement-breakpoint
CREATE INDEX "signal_repeat_digest" ON "signal_repeat" USING btree ("raw_sha256");--> statement-breakpoint
CREATE INDEX "suspension_act_person" ON "suspension_act" USING btree ("person_id","act","at");--> statement-breakpoint
CREATE INDEX "suspension_claim_at" ON "suspension_claim" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "trust_one_of_a_state" ON "trust" USING btree ("source","rule","what","state") WHERE "trust"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "trust_asked" ON "trust" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery" USING btree ("target_id","next_try_at");--> statement-breakpoint
CREATE INDEX "webhook_delivery_dead" ON "webhook_delivery" USING btree ("dead_at") WHERE "webhook_delivery"."dead_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_delivery_done" ON "webhook_delivery" USING btree ("delivered_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_target_name" ON "webhook_target" USING btree ("name") WHERE "webhook_target"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "cases_opened" ON "cases" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "cases_snoozed" ON "cases" USING btree ("snoozed_until") WHERE "cases"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX "dead_letter_source" ON "dead_letter" USING btree ("source","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "request_one_proposal" ON "request" USING btree ("subject_id","action") WHERE "request"."status" = 'proposed';--> statement-breakpoint
CREATE INDEX "signal_kept" ON "signal" USING btree ("subject_id","received_at") WHERE "signal"."case_id" is null and "signal"."subject_id" is not null;--> statement-breakpoint
CREATE INDEX "signal_via" ON "signal" USING btree ("via_subject_id") WHERE "signal"."via_subject_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "subject_own_key" ON "subject" USING btree ("own_key") WHERE "subject"."own_key" is not null;--> statement-breakpoint
CREATE INDEX "subject_look_key" ON "subject" USING btree ("look_key") WHERE "subject"."look_key" is not null;--> statement-breakpoint
CREATE INDEX "subject_linked_to" ON "subject" USING btree ("linked_to") WHERE "subject"."linked_to" is not null;--> statement-breakpoint
CREATE INDEX "signal_unlinked" ON "signal" USING btree ("received_at") WHERE "signal"."case_id" is null and "signal"."subject_id" is null;