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
ALTER TABLE `api_key` ADD `owner` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `purpose` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `held_by_agent` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `expires_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `request_one_proposal` ON `request` (`subject_id`,`action`) WHERE "request"."status" = 'proposed';