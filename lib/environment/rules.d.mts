type Values = Record<string, string | undefined>

/** The exit code of a wrong environment (EX_CONFIG of sysexits.h): starting again would not help. */
export const wrongConfiguration: 78
/** An empty variable is an absent one: that is how hosting consoles and copied .env files leave them. */
export function withoutBlanks(source: Values): Values
/**
 * Every problem of a set of variables, a line each that begins with the name; none: they will do.
 * `machine` is `npm start`, which fills in what is missing; `app` is the app on its own. `dataDir` is the folder that a start
 * makes; unknown before its flags are read.
 */
export function settingsProblems(source: Values, place: 'app' | 'machine', dataDir?: string): string[]
/** What is expected instead of a value of one of the variables with a rule, or null. */
export function valueProblem(name: string, value: string): string | null
/** What is expected of a header in which a proxy states the visitor's address, and nothing else; or null. */
export function headerProblem(name: string): string | null
/** What is allowed and yet hardly meant, a line each that begins with the name; a start goes on. */
export function settingsWarnings(source: Values): string[]
/** What is wrong with the realtime settings as a whole, for a start that brings a realtime server along; null: nothing. */
export function realtimeProblem(values: Values): string | null
/** Are passwords hashed at the cost of tests? Only in local mode, whatever is set. */
export function hasTestPasswordCost(values: Values): boolean
/** The problems as one text for a terminal. */
export function describeProblems(problems: string[]): string
/** Is the app one person's own machine, by its public address? Serverless hosting never is. */
export function isLocalMode(values: Values): boolean
/** The names of the settings whose value is checked by itself; `settings.ts` describes each. */
export const settingNames: string[]
