CREATE TABLE "detection_kind" (
	"source" text NOT NULL,
	"rule" text NOT NULL,
	"kind" text NOT NULL,
	"set_by_person_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "detection_kind_source_rule_pk" PRIMARY KEY("source","rule")
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
DROP INDEX "signal_unlinked";--> statement-breakpoint
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
CREATE INDEX "provider_link_user" ON "provider_link" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "signal_repeat_signal" ON "signal_repeat" USING btree ("signal_id","received_at");--> statement-breakpoint
CREATE INDEX "signal_repeat_native" ON "signal_repeat" USING btree ("source","native_id") WHERE "signal_repeat"."native_id" is not null;--> statement-breakpoint
CREATE INDEX "signal_repeat_digest" ON "signal_repeat" USING btree ("raw_sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "trust_one_of_a_state" ON "trust" USING btree ("source","rule","what","state") WHERE "trust"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "trust_asked" ON "trust" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "cases_snoozed" ON "cases" USING btree ("snoozed_until") WHERE "cases"."snoozed_until" is not null;--> statement-breakpoint
CREATE INDEX "dead_letter_source" ON "dead_letter" USING btree ("source","received_at");--> statement-breakpoint
CREATE INDEX "signal_kept" ON "signal" USING btree ("subject_id","received_at") WHERE "signal"."case_id" is null and "signal"."subject_id" is not null;--> statement-breakpoint
CREATE INDEX "signal_via" ON "signal" USING btree ("via_subject_id") WHERE "signal"."via_subject_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "subject_own_key" ON "subject" USING btree ("own_key") WHERE "subject"."own_key" is not null;--> statement-breakpoint
CREATE INDEX "subject_look_key" ON "subject" USING btree ("look_key") WHERE "subject"."look_key" is not null;--> statement-breakpoint
CREATE INDEX "subject_linked_to" ON "subject" USING btree ("linked_to") WHERE "subject"."linked_to" is not null;--> statement-breakpoint
CREATE INDEX "signal_unlinked" ON "signal" USING btree ("received_at") WHERE "signal"."case_id" is null and "signal"."subject_id" is null;