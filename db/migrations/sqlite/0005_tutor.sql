CREATE TABLE `recall_cards` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`conversation_id` text,
	`question` text NOT NULL,
	`answer` text NOT NULL,
	`wrong_answers` text DEFAULT '[]' NOT NULL,
	`state` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`stability` real DEFAULT 0 NOT NULL,
	`difficulty` real DEFAULT 0 NOT NULL,
	`scheduled_days` integer DEFAULT 0 NOT NULL,
	`learning_steps` integer DEFAULT 0 NOT NULL,
	`reps` integer DEFAULT 0 NOT NULL,
	`lapses` integer DEFAULT 0 NOT NULL,
	`last_review_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `recall_cards_due` ON `recall_cards` (`user_id`,`due_at`);--> statement-breakpoint
CREATE INDEX `recall_cards_list` ON `recall_cards` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `recall_cards_conversation` ON `recall_cards` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `room_quiz_answers` (
	`quiz_id` text NOT NULL,
	`user_id` text NOT NULL,
	`question_index` integer NOT NULL,
	`choice` integer NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`quiz_id`, `user_id`, `question_index`),
	FOREIGN KEY (`quiz_id`) REFERENCES `room_quizzes`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `room_quiz_answers_user` ON `room_quiz_answers` (`user_id`);--> statement-breakpoint
CREATE TABLE `room_quizzes` (
	`id` text PRIMARY KEY NOT NULL,
	`room_id` text NOT NULL,
	`started_by_id` text,
	`questions` text NOT NULL,
	`started_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`room_id`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`started_by_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `room_quizzes_room` ON `room_quizzes` (`room_id`);--> statement-breakpoint
CREATE INDEX `room_quizzes_age` ON `room_quizzes` (`ends_at`);--> statement-breakpoint
CREATE INDEX `room_quizzes_starter` ON `room_quizzes` (`started_by_id`);--> statement-breakpoint
CREATE TABLE `tutor_budgets` (
	`day` text PRIMARY KEY NOT NULL,
	`tokens` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX `tutor_messages_order`;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `search_text` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `failure` text;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `client_id` text;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `intent` text;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `attempt` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `task_name` text;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `has_photo` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `recalled_at` integer;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `step` text;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `replaces_id` text;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `stop_asked_at` integer;--> statement-breakpoint
ALTER TABLE `tutor_messages` ADD `flushed_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `tutor_messages_seq` ON `tutor_messages` (`conversation_id`,`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `tutor_messages_idempotency` ON `tutor_messages` (`conversation_id`,`client_id`);--> statement-breakpoint
ALTER TABLE `conversations` ADD `is_named` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `search_text` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `answering_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `answering_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `last_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `question_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `ladder` text;--> statement-breakpoint
ALTER TABLE `tutor_usage` ADD `tokens` integer DEFAULT 0 NOT NULL;