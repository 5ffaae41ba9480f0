CREATE TABLE "freeze_lift" (
	"person_id" text NOT NULL,
	"request_id" text NOT NULL,
	"lifted_by_person_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "freeze_lift_person_id_request_id_pk" PRIMARY KEY("person_id","request_id"),
	CONSTRAINT "freeze_lift_by_other" CHECK ("freeze_lift"."lifted_by_person_id" <> "freeze_lift"."person_id")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"case_key" text NOT NULL,
	"request_key" text,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "person_link" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"other_person_id" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by_person_id" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by_person_id" text,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "person_link_by_two" CHECK ("person_link"."confirmed_by_person_id" is null or "person_link"."confirmed_by_person_id" <> "person_link"."asked_by_person_id"),
	CONSTRAINT "person_link_by_others" CHECK ("person_link"."asked_by_person_id" not in ("person_link"."person_id", "person_link"."other_person_id") and ("person_link"."confirmed_by_person_id" is null or "person_link"."confirmed_by_person_id" not in ("person_link"."person_id", "person_link"."other_person_id")))
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"policy_id" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"body" text NOT NULL,
	"author_person_id" text,
	"publisher_person_id" text,
	"drafted_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "policy_version_policy_id_version_pk" PRIMARY KEY("policy_id","version"),
	CONSTRAINT "policy_published_by_second_person" CHECK ("policy_version"."publisher_person_id" is null or "policy_version"."author_person_id" is null or "policy_version"."publisher_person_id" <> "policy_version"."author_person_id")
);
--> statement-breakpoint
CREATE TABLE "review" (
	"request_id" text PRIMARY KEY NOT NULL,
	"case_key" text NOT NULL,
	"subject_id" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"extensions" integer NOT NULL,
	"asked_until" timestamp (3) with time zone,
	"asked_by_person_id" text,
	"asked_reason" text,
	"ticket" text,
	"version" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "entry_request";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "linked_to_person_id" text;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "snapshot_email_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "watches" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "review" ADD CONSTRAINT "review_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_person" ON "notice" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "notice_unread" ON "notice" USING btree ("person_id") WHERE "notice"."read_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_one_active" ON "policy_version" USING btree ("status") WHERE "policy_version"."status" = 'active';--> statement-breakpoint
CREATE INDEX "review_due" ON "review" USING btree ("status","due_at");--> statement-breakpoint
CREATE INDEX "review_subject" ON "review" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "entry_type" ON "entry" USING btree ("type","id");--> statement-breakpoint
CREATE INDEX "request_email" ON "request" USING btree ("snapshot_email_key","action");--> statement-breakpoint
CREATE INDEX "entry_request" ON "entry" USING btree ("request_key","id");