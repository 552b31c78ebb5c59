CREATE TABLE `__new_running_sessions` (
	`user_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`planned_minutes` integer,
	`task_id` text,
	`pauses` text DEFAULT '[]' NOT NULL,
	`started_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_running_sessions`("user_id", "id", "kind", "planned_minutes", "task_id", "pauses", "started_at", "version") SELECT "user_id", "id", "kind", "planned_minutes", "task_id", "pauses", "started_at", "version" FROM `running_sessions`;--> statement-breakpoint
DROP TABLE `running_sessions`;--> statement-breakpoint
ALTER TABLE `__new_running_sessions` RENAME TO `running_sessions`;--> statement-breakpoint
CREATE INDEX `running_sessions_task` ON `running_sessions` (`task_id`);--> statement-breakpoint
CREATE TABLE `__new_user_achievements` (
	`user_id` text NOT NULL,
	`achievement_id` text NOT NULL,
	`unlocked_at` integer NOT NULL,
	`session_id` text,
	PRIMARY KEY(`user_id`, `achievement_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`session_id`) REFERENCES `study_sessions`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_user_achievements`("user_id", "achievement_id", "unlocked_at", "session_id") SELECT "user_id", "achievement_id", "unlocked_at", "session_id" FROM `user_achievements`;--> statement-breakpoint
DROP TABLE `user_achievements`;--> statement-breakpoint
ALTER TABLE `__new_user_achievements` RENAME TO `user_achievements`;--> statement-breakpoint
CREATE INDEX `user_achievements_recent` ON `user_achievements` (`user_id`,`unlocked_at`);--> statement-breakpoint
-- Last of these: while a table refers to it, dropping it deletes what refers to its rows.
DROP TABLE `achievements`;--> statement-breakpoint
CREATE INDEX `email_verifications_expiry` ON `email_verifications` (`expires_at`);--> statement-breakpoint
CREATE INDEX `password_resets_expiry` ON `password_resets` (`expires_at`);--> statement-breakpoint
CREATE INDEX `notifications_age` ON `notifications` (`created_at`);--> statement-breakpoint
CREATE INDEX `planned_sessions_room` ON `planned_sessions` (`room_id`);--> statement-breakpoint
CREATE INDEX `job_runs_age` ON `job_runs` (`started_at`);--> statement-breakpoint
CREATE INDEX `rate_limits_age` ON `rate_limits` (`window_started_at`);--> statement-breakpoint
CREATE INDEX `reports_room` ON `reports` (`room_id`);--> statement-breakpoint
CREATE INDEX `rooms_owner` ON `rooms` (`created_by_id`,`is_temporary`);--> statement-breakpoint
CREATE INDEX `stays_age` ON `stays` (`left_at`);--> statement-breakpoint
CREATE INDEX `timer_cycles_age` ON `timer_cycles` (`ended_at`);--> statement-breakpoint
CREATE INDEX `tasks_deleted` ON `tasks` (`deleted_at`);--> statement-breakpoint
CREATE INDEX `tutor_usage_age` ON `tutor_usage` (`day`);--> statement-breakpoint
ALTER TABLE `preferences` DROP COLUMN `theme`;--> statement-breakpoint
ALTER TABLE `bans` DROP COLUMN `reason`;