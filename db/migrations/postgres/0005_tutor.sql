CREATE TABLE "recall_cards" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"conversation_id" text,
	"question" text NOT NULL,
	"answer" text NOT NULL,
	"wrong_answers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"stability" double precision DEFAULT 0 NOT NULL,
	"difficulty" double precision DEFAULT 0 NOT NULL,
	"scheduled_days" integer DEFAULT 0 NOT NULL,
	"learning_steps" integer DEFAULT 0 NOT NULL,
	"reps" integer DEFAULT 0 NOT NULL,
	"lapses" integer DEFAULT 0 NOT NULL,
	"last_review_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_quiz_answers" (
	"quiz_id" text NOT NULL,
	"user_id" text NOT NULL,
	"question_index" integer NOT NULL,
	"choice" integer NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "room_quiz_answers_pk" PRIMARY KEY("quiz_id","user_id","question_index")
);
--> statement-breakpoint
CREATE TABLE "room_quizzes" (
	"id" text PRIMARY KEY NOT NULL,
	"room_id" text NOT NULL,
	"started_by_id" text,
	"questions" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tutor_budgets" (
	"day" text PRIMARY KEY NOT NULL,
	"tokens" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX "tutor_messages_order";--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "is_named" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "answering_id" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "answering_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "last_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "question_id" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "ladder" jsonb;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "client_id" text;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "intent" text;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "attempt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "task_name" text;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "has_photo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "recalled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "step" text;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "replaces_id" text;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "stop_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tutor_messages" ADD COLUMN "flushed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tutor_usage" ADD COLUMN "tokens" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "recall_cards" ADD CONSTRAINT "recall_cards_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_cards" ADD CONSTRAINT "recall_cards_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_quiz_answers" ADD CONSTRAINT "room_quiz_answers_quiz_id_room_quizzes_id_fk" FOREIGN KEY ("quiz_id") REFERENCES "public"."room_quizzes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_quiz_answers" ADD CONSTRAINT "room_quiz_answers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_quizzes" ADD CONSTRAINT "room_quizzes_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_quizzes" ADD CONSTRAINT "room_quizzes_started_by_id_users_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recall_cards_due" ON "recall_cards" USING btree ("user_id","due_at");--> statement-breakpoint
CREATE INDEX "recall_cards_list" ON "recall_cards" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "recall_cards_conversation" ON "recall_cards" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "room_quiz_answers_user" ON "room_quiz_answers" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "room_quizzes_room" ON "room_quizzes" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "room_quizzes_age" ON "room_quizzes" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "room_quizzes_starter" ON "room_quizzes" USING btree ("started_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tutor_messages_seq" ON "tutor_messages" USING btree ("conversation_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "tutor_messages_idempotency" ON "tutor_messages" USING btree ("conversation_id","client_id");