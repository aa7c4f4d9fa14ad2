export { type Alike, type HeldWord, mendAlike, tryAlike, wordsHeld } from './alike.ts'
export { besideIn, textIn } from './edit.ts'
export { type Mend, type Mended, mendHeld, readsOf, releaseHeld, tryMending } from './mend.ts'
export { reviewFact } from './review.ts'
