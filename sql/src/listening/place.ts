import type { RecordContext } from '../pack/normalise.ts'

/** Of all the country, or of another scale than a province: what such a sentence tells is nobody's in particular. */
const NATIONAL =
  /(?<!\p{L})(?:cả nước|toàn quốc|trong nước|34 tỉnh|63 tỉnh|các tỉnh, thành|khắp các tỉnh|ca nuoc|toan quoc)(?!\p{L})/iu

const SENTENCE = /(?<=[.!?…;])\s+|\n+/u

/**
 * The unit a text speaks of: the one it names in a sentence of its own, not in one about the whole country («Cả nước giải
 * ngân 60%, Hưng Yên 57,9%»). Where it names none, the one its source speaks for; a text about the whole country speaks for
 * the country.
 */
export function placeOf(text: string, on: Date, home: number | null, context: RecordContext): number | null {
  const sentences = text.split(SENTENCE)
  const local = sentences.filter((sentence) => !NATIONAL.test(sentence))
  const named = context.place(local.join('. '), on)
  if (named !== null) return named
  return local.length < sentences.length ? (context.unit('viet-nam') ?? home) : home
}
