import { minuteMs } from '@/lib/time'

/** One quiz a break is all there is: what is more are refusals and joins. */
export const startQuizLimit = { name: 'tutor.startQuiz', times: 20, windowMs: 10 * minuteMs }
/** Five questions in two minutes, with retries on a bad network. */
export const answerQuizLimit = { name: 'tutor.answerQuiz', times: 60, windowMs: minuteMs }
