CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"scopes" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"request_id" text NOT NULL,
	"n" integer NOT NULL,
	"fence" integer NOT NULL,
	"marked_at" timestamp (3) with time zone NOT NULL,
	"answer_kind" text,
	"answer_code" text,
	"answer_message" text,
	"method" text,
	"path" text,
	"http_status" integer,
	"provider_request_id" text,
	"elapsed_ms" integer,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "attempt_request_id_n_pk" PRIMARY KEY("request_id","n")
);
--> statement-breakpoint
CREATE TABLE "case_count" (
	"status" text NOT NULL,
	"severity" text NOT NULL,
	"owner" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "case_count_status_severity_owner_pk" PRIMARY KEY("status","severity","owner")
);
--> statement-breakpoint
CREATE TABLE "case_term" (
	"case_id" text NOT NULL,
	"term" text COLLATE "C" NOT NULL,
	CONSTRAINT "case_term_case_id_term_pk" PRIMARY KEY("case_id","term")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"number" integer NOT NULL,
	"workflow_id" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"open" integer NOT NULL,
	"severity" text NOT NULL,
	"severity_rank" integer NOT NULL,
	"subject_id" text NOT NULL,
	"owner_person_id" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"close_verdict" text,
	"close_reason" text,
	"signal_count" integer NOT NULL,
	"newest_signal_at" timestamp (3) with time zone NOT NULL,
	"newest_signal_title" text NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain" (
	"key" text PRIMARY KEY NOT NULL,
	"n" integer NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"name" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dead_letter" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"raw" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"source" text NOT NULL,
	"webhook_id" text NOT NULL,
	"body_sha256" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "delivery_source_webhook_id_pk" PRIMARY KEY("source","webhook_id")
);
--> statement-breakpoint
CREATE TABLE "entry" (
	"id" text PRIMARY KEY NOT NULL,
	"chain" text NOT NULL,
	"n" integer NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"type" text NOT NULL,
	"request_key" text,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holder_key" (
	"kid" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"wrapped" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"body_sha256" text NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"iss" text NOT NULL,
	"sub" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "identity_iss_sub_pk" PRIMARY KEY("iss","sub")
);
--> statement-breakpoint
CREATE TABLE "note" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"idempotency_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"roles" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "request" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"case_id" text NOT NULL,
	"case_key" text NOT NULL,
	"workflow_id" text NOT NULL,
	"account_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"action" text NOT NULL,
	"status" text NOT NULL,
	"requester_person_id" text,
	"proposed_by" text,
	"reason" text NOT NULL,
	"digest" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"snapshot_email" text NOT NULL,
	"snapshot_name" text NOT NULL,
	"snapshot_state" text NOT NULL,
	"snapshot_read_at" timestamp (3) with time zone NOT NULL,
	"policy_id" text NOT NULL,
	"policy_version" integer NOT NULL,
	"policy_rule" text NOT NULL,
	"step_up_max_age_ms" integer,
	"execute_within_ms" integer NOT NULL,
	"was_contained" integer NOT NULL,
	"needed" integer NOT NULL,
	"approvals" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"execute_by" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"fence" integer NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"held_user" text,
	"marked_at" timestamp (3) with time zone,
	"mark_quiet_until" timestamp (3) with time zone,
	"quiet_until" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone,
	"releases" integer NOT NULL,
	"unknown_since" timestamp (3) with time zone,
	"seen_state" text,
	"seen_times" integer NOT NULL,
	"overtook" integer NOT NULL,
	"outcome" text,
	"stale_difference" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "request_vote_target" UNIQUE("id","requester_person_id","digest"),
	CONSTRAINT "request_needs_one" CHECK ("request"."needed" >= 1 and "request"."approvals" >= 0 and "request"."approvals" <= "request"."needed"),
	CONSTRAINT "request_pending_is_undecided" CHECK ("request"."status" not in ('pending', 'proposed') or "request"."approvals" < "request"."needed"),
	CONSTRAINT "request_approvals_complete" CHECK ("request"."status" not in ('approved', 'executing', 'unknown', 'needs_attention', 'succeeded', 'refused', 'failed', 'superseded') or ("request"."approvals" = "request"."needed" and "request"."execute_by" is not null)),
	CONSTRAINT "request_has_requester" CHECK ("request"."status" in ('proposed', 'withdrawn', 'expired') or "request"."requester_person_id" is not null),
	CONSTRAINT "request_executing_holds" CHECK ("request"."status" <> 'executing' or ("request"."lease_until" is not null and "request"."held_user" is not null and "request"."held_user" = "request"."subject_id")),
	CONSTRAINT "request_unknown_was_sent" CHECK ("request"."status" <> 'unknown' or ("request"."attempts" >= 1 and "request"."held_user" is not null)),
	CONSTRAINT "request_unsent_ends" CHECK ("request"."status" not in ('proposed', 'pending', 'denied', 'withdrawn', 'expired', 'stale') or "request"."attempts" = 0),
	CONSTRAINT "request_holds_own_subject" CHECK ("request"."held_user" is null or "request"."held_user" = "request"."subject_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"iss" text NOT NULL,
	"sub" text NOT NULL,
	"roles" text NOT NULL,
	"amr" text NOT NULL,
	"auth_time" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_reason" text,
	"id_token_hint" text
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signal" (
	"id" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"format" text NOT NULL,
	"native_id" text,
	"alert_id" text,
	"traceparent" text,
	"workflow_id" text,
	"case_id" text,
	"subject_id" text,
	"rule_id" text,
	"title" text NOT NULL,
	"severity" text NOT NULL,
	"severity_assumed" integer NOT NULL,
	"confidence" integer,
	"subject" text NOT NULL,
	"time" timestamp (3) with time zone NOT NULL,
	"time_assumed" integer NOT NULL,
	"ip" text,
	"attack" text NOT NULL,
	"url" text,
	"description" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"signature" text NOT NULL,
	"reporter_person_id" text,
	"fingerprint" text NOT NULL,
	"duplicates" integer NOT NULL,
	"raw_sha256" text NOT NULL,
	"raw" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source" (
	"name" text PRIMARY KEY NOT NULL,
	"preset" text NOT NULL,
	"secrets" text NOT NULL,
	"enabled" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_delivery_at" timestamp (3) with time zone,
	"accepted" integer NOT NULL,
	"rejected" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subject" (
	"user_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text NOT NULL,
	"search" text COLLATE "C" NOT NULL,
	"state" text NOT NULL,
	"raw_state" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"gone_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "vote" (
	"request_id" text NOT NULL,
	"requester_person_id" text NOT NULL,
	"digest" text NOT NULL,
	"person_id" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"session_ref" text NOT NULL,
	CONSTRAINT "vote_request_id_person_id_pk" PRIMARY KEY("request_id","person_id"),
	CONSTRAINT "vote_by_second_person" CHECK ("vote"."person_id" <> "vote"."requester_person_id"),
	CONSTRAINT "vote_decision" CHECK ("vote"."decision" in ('approve', 'deny')),
	CONSTRAINT "vote_has_reason" CHECK (length("vote"."reason") > 0)
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_request_id_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_term" ADD CONSTRAINT "case_term_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_subject_id_subject_user_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_subject_id_subject_user_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subject"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote" ADD CONSTRAINT "vote_on_what_was_seen" FOREIGN KEY ("request_id","requester_person_id","digest") REFERENCES "public"."request"("id","requester_person_id","digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_token" ON "api_key" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "attempt_fence" ON "attempt" USING btree ("request_id","fence");--> statement-breakpoint
CREATE INDEX "case_term_lookup" ON "case_term" USING btree ("term","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_key" ON "cases" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_workflow" ON "cases" USING btree ("workflow_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_open" ON "cases" USING btree ("subject_id") WHERE "cases"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "cases_order" ON "cases" USING btree ("severity_rank","newest_signal_at","id");--> statement-breakpoint
CREATE INDEX "cases_queue" ON "cases" USING btree ("open","severity_rank","newest_signal_at","id");--> statement-breakpoint
CREATE INDEX "cases_status_queue" ON "cases" USING btree ("status","severity_rank","newest_signal_at","id");--> statement-breakpoint
CREATE INDEX "cases_owner_queue" ON "cases" USING btree ("owner_person_id","open","severity_rank","newest_signal_at","id");--> statement-breakpoint
CREATE INDEX "cases_subject" ON "cases" USING btree ("subject_id","opened_at");--> statement-breakpoint
CREATE INDEX "delivery_age" ON "delivery" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "entry_chain" ON "entry" USING btree ("chain","n");--> statement-breakpoint
CREATE INDEX "entry_request" ON "entry" USING btree ("request_key");--> statement-breakpoint
CREATE UNIQUE INDEX "holder_key_holder" ON "holder_key" USING btree ("holder");--> statement-breakpoint
CREATE INDEX "note_case" ON "note" USING btree ("case_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "note_once" ON "note" USING btree ("case_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "request_key" ON "request" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "request_one_open" ON "request" USING btree ("subject_id","action") WHERE "request"."status" in ('pending', 'approved', 'executing', 'unknown', 'needs_attention');--> statement-breakpoint
CREATE UNIQUE INDEX "request_one_holder" ON "request" USING btree ("held_user") WHERE "request"."held_user" is not null;--> statement-breakpoint
CREATE INDEX "request_status" ON "request" USING btree ("status","expires_at","id");--> statement-breakpoint
CREATE INDEX "request_case" ON "request" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "request_subject" ON "request" USING btree ("subject_id","created_at");--> statement-breakpoint
CREATE INDEX "request_history" ON "request" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signal_native" ON "signal" USING btree ("source","native_id") WHERE "signal"."native_id" is not null;--> statement-breakpoint
CREATE INDEX "signal_fingerprint" ON "signal" USING btree ("fingerprint","received_at");--> statement-breakpoint
CREATE INDEX "signal_case" ON "signal" USING btree ("case_id","received_at");--> statement-breakpoint
CREATE INDEX "signal_unlinked" ON "signal" USING btree ("received_at") WHERE "signal"."case_id" is null;--> statement-breakpoint
CREATE INDEX "subject_email" ON "subject" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "subject_order" ON "subject" USING btree ("search","user_id");--> statement-breakpoint
CREATE INDEX "subject_state_order" ON "subject" USING btree ("state","search","user_id");