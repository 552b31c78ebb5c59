ALTER TABLE `users` ADD `channel_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `ended_by` text;--> statement-breakpoint
ALTER TABLE `rooms` ADD `channel_moved_at` integer;