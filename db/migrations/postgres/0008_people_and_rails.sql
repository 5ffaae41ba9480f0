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
CREATE TABLE "rate_window" (
	"name" text NOT NULL,
	"who" text NOT NULL,
	"count" integer NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rate_window_name_who_pk" PRIMARY KEY("name","who")
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
ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_email_key_person_profile_email_key_fk" FOREIGN KEY ("email_key") REFERENCES "public"."person_profile"("email_key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_act" ADD CONSTRAINT "suspension_act_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_act" ADD CONSTRAINT "suspension_act_incident_id_mass_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."mass_incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_claim" ADD CONSTRAINT "suspension_claim_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suspension_claim" ADD CONSTRAINT "suspension_claim_incident_id_mass_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."mass_incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_class_subject" ON "identity_class_change" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "identity_class_email" ON "identity_class_change" USING btree ("email_key","at");--> statement-breakpoint
CREATE UNIQUE INDEX "mass_incident_one_open" ON "mass_incident" USING btree ("open") WHERE "mass_incident"."open" = 1;--> statement-breakpoint
CREATE INDEX "mass_incident_newest" ON "mass_incident" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "person_alias_person" ON "person_alias" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "person_profile_imported" ON "person_profile" USING btree ("imported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "protected_mark_standing" ON "protected_mark" USING btree ("subject_id") WHERE "protected_mark"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "protected_mark_subject" ON "protected_mark" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "rate_window_ends" ON "rate_window" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "suspension_act_person" ON "suspension_act" USING btree ("person_id","act","at");--> statement-breakpoint
CREATE INDEX "suspension_claim_at" ON "suspension_claim" USING btree ("at");