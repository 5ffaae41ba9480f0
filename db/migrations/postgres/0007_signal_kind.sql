ALTER TABLE "signal" ADD COLUMN "revision" text;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "kind" text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "context" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "related" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "signal" ADD COLUMN "time_text" text;