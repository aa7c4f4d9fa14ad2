/** The table of a figure over two years is some hundred kilobytes of text. */
const MOST_KEPT = 60

/** Answers that are the same for whoever asks: made once, whoever else asks meanwhile, and kept while their tag is what it was. */
export class SharedAnswers {
  #kept = new Map<string, { tag: string; text: Promise<string> }>()

  of(name: string, tag: string, make: () => Promise<string>): Promise<string> {
    const known = this.#kept.get(name)
    this.#kept.delete(name)
    const kept = known?.tag === tag ? known : { tag, text: make() }
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value as string)
    this.#kept.set(name, kept)
    kept.text.catch(() => this.#kept.get(name) === kept && this.#kept.delete(name))
    return kept.text
  }
}
