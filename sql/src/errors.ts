/** Five classes are enough; each transport maps them once. The message says what to do next and holds no secret. */
export class Invalid extends Error {}
export class NotFound extends Error {}
export class Conflict extends Error {}
export class Unavailable extends Error {}
