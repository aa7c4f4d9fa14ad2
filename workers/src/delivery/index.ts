// The door the server comes in by: what each channel asks. No sender is loaded from here.

export { channelForms, OUTWARD, type OutwardKey } from './channels.ts'
export { channelTrouble } from './check.ts'
export { channelSchema } from './schema.ts'
export { headline, pathOf } from './words.ts'
