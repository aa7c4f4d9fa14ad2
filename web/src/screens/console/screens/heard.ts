/** A display speaks every five seconds; one that has missed four is not there. */
const MISSED_SECONDS = 20

export const isHeardOf = (sinceSeconds: number): boolean => sinceSeconds < MISSED_SECONDS
