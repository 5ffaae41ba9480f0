CREATE TABLE "destroyed_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"destroyed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" text NOT NULL,
	"subject_ref" text NOT NULL,
	"status" text NOT NULL,
	"ground" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by_person_id" text,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_by_person_id" text,
	"decided_at" timestamp (3) with time zone,
	"receipt" text,
	"version" integer NOT NULL,
	CONSTRAINT "erasure_by_two" CHECK ("erasure"."status" not in ('done', 'refused') or "erasure"."ground" = 'retention' or ("erasure"."asked_by_person_id" is not null and "erasure"."decided_by_person_id" is not null and "erasure"."decided_by_person_id" <> "erasure"."asked_by_person_id")),
	CONSTRAINT "erasure_by_others" CHECK ("erasure"."kind" <> 'person' or (("erasure"."asked_by_person_id" is null or "erasure"."asked_by_person_id" <> "erasure"."subject_ref") and ("erasure"."decided_by_person_id" is null or "erasure"."decided_by_person_id" <> "erasure"."subject_ref")))
);
--> statement-breakpoint
CREATE TABLE "legal_hold" (
	"id" text PRIMARY KEY NOT NULL,
	"subject_id" text NOT NULL,
	"case_key" text,
	"reason" text NOT NULL,
	"set_by_person_id" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"end_asked_by_person_id" text,
	"end_asked_at" timestamp (3) with time zone,
	"end_reason" text,
	"ended_by_person_id" text,
	"ended_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "legal_hold_ended_by_two" CHECK ("legal_hold"."ended_at" is null or ("legal_hold"."end_asked_by_person_id" is not null and "legal_hold"."ended_by_person_id" is not null and "legal_hold"."ended_by_person_id" <> "legal_hold"."end_asked_by_person_id"))
);
--> statement-breakpoint
ALTER TABLE "holder_key" ADD COLUMN "generation" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "raw_gone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "subject" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "destroyed_key_holder" ON "destroyed_key" USING btree ("holder");--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_one_open" ON "erasure" USING btree ("kind","subject_ref") WHERE "erasure"."status" = 'asked';--> statement-breakpoint
CREATE INDEX "erasure_subject" ON "erasure" USING btree ("kind","subject_ref");--> statement-breakpoint
CREATE INDEX "legal_hold_subject" ON "legal_hold" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "legal_hold_standing" ON "legal_hold" USING btree ("set_at") WHERE "legal_hold"."ended_at" is null;