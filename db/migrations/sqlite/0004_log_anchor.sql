CREATE TABLE `log_anchor` (
	`name` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`secret` text,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`next_try_at` integer,
	`sending_until` integer
);
