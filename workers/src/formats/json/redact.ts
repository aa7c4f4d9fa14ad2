import { maskIdentifiers } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { type Redaction, type Seal, sealsNothing, strictestOf, type Treatment, treatmentOf } from '../../redaction/redaction.ts'
import { inAnyCase, nfc } from '../../values/text.ts'
import { decodeText } from '../decode.ts'
import { type RedactBody, Unreadable } from '../format.ts'
import type { JsonSettings } from './settings.ts'

export const seals = true

/** The same text with fields emptied to null, sealed or masked; every other character as it came. Nothing is held but one string. */
export const redactBody: RedactBody<JsonSettings> = async function* ({ body, name }, _, redaction, seal = sealsNothing) {
  const redactor = new JsonRedactor(redaction, name, seal)
  for await (const text of decodeText(body, 'auto', name)) yield Buffer.from(redactor.push(text))
  yield Buffer.from(redactor.end())
}

interface Level {
  list: boolean
  /** Where the list or group itself stands, and where the value under way in it does: in a list, the same. */
  base: Way
  way: Way
}

/** A way of names met in a page, lists passed through. A page has few of them for its many values. */
class Way {
  readonly names: readonly string[]
  readonly treatment: Treatment | null
  /** By name as spelt in the page. */
  readonly below = new Map<string, Way>()

  constructor(names: readonly string[], treatment: Treatment | null) {
    this.names = names
    this.treatment = treatment
  }
}

type Expected = 'value' | 'first' | 'name' | 'colon' | 'next' | 'end'

/**
 * A page that is no sound JSON is refused and never stored: what can't be read can't be shown to be clean. Names may spell
 * themselves with escapes, so they are compared as read.
 */
class JsonRedactor {
  readonly #redaction: Redaction
  readonly #page: string
  readonly #seal: Seal
  readonly #levels: Level[] = []
  readonly #root = new Way([], null)
  #expected: Expected = 'value'
  /** The string or bare word being read, from its first character; null between them. */
  #token: string | null = null
  #isString = false
  #isEscaped = false
  /** How deep what is being dropped began. */
  #dropped: number | null = null

  constructor(redaction: Redaction, page: string, seal: Seal) {
    this.#redaction = redaction
    this.#page = page
    this.#seal = seal
  }

  push(text: string): string {
    let out = ''
    for (let at = 0; at < text.length; at++) {
      if (this.#token !== null && this.#isString && !this.#isEscaped) {
        // Within a string nothing happens before its end or an escape.
        STRING_SIGN.lastIndex = at
        const sign = STRING_SIGN.exec(text)?.index ?? text.length
        this.#token += text.slice(at, sign)
        at = sign
        if (at === text.length) break
      }
      out += this.#take(text[at] as string)
    }
    return out
  }

  end(): string {
    const said = this.#token !== null && !this.#isString ? this.#endWord(this.#token) : ''
    if (this.#expected !== 'end') throw this.#refuse({ vi: 'bị cắt ngang', en: 'is cut off' })
    return said
  }

  #take(character: string): string {
    if (this.#token !== null) {
      if (this.#isString) return this.#inString(character)
      if (!STRUCTURE.test(character)) {
        this.#token += character
        return ''
      }
      return this.#endWord(this.#token) + this.#take(character)
    }
    if (/\s|\ufeff/.test(character)) return this.#said(character)
    switch (character) {
      case '"':
        if (this.#expected === 'name' || this.#isFirstName()) this.#expected = 'name'
        else this.#need('value', 'first')
        this.#token = character
        this.#isString = true
        return this.#expected === 'name' ? '' : this.#beginValue('')
      case '{':
      case '[': {
        this.#need('value', 'first')
        const begun = this.#beginValue(character)
        const base = this.#top()?.way ?? this.#root
        this.#levels.push({ list: character === '[', base, way: base })
        this.#expected = 'first'
        return begun
      }
      case '}':
      case ']': {
        if (this.#top()?.list !== (character === ']'))
          throw this.#refuse({ vi: 'đóng sai ngoặc', en: 'closes the wrong bracket' })
        this.#need('next', 'first')
        const said = this.#said(character)
        this.#levels.pop()
        this.#close()
        return said
      }
      case ':':
        this.#need('colon')
        this.#expected = 'value'
        return this.#said(character)
      case ',': {
        this.#need('next')
        const said = this.#said(character)
        const top = this.#top() as Level
        this.#expected = top.list ? 'value' : 'name'
        return said
      }
      default:
        this.#need('value', 'first')
        if (this.#isFirstName())
          throw this.#refuse({ vi: 'thiếu ngoặc kép quanh tên trường', en: 'has a field’s name without quotation marks' })
        this.#token = character
        this.#isString = false
        return this.#beginValue('')
    }
  }

  #inString(character: string): string {
    this.#token += character
    if (this.#isEscaped) this.#isEscaped = false
    else if (character === '\\') this.#isEscaped = true
    else if (character === '"') return this.#endString(this.#token as string)
    return ''
  }

  #endString(token: string): string {
    this.#token = null
    if (this.#expected === 'name') {
      this.#expected = 'colon'
      const said = this.#said(token)
      if (this.#dropped === null) this.#enter(token)
      return said
    }
    const treatment = this.#treatmentHere()
    const treated =
      treatment === 'seal' ? JSON.stringify(this.#seal(nfc(this.#read(token)))) : treatment === 'mask' ? this.#mask(token) : token
    const said = this.#said(treated)
    this.#close()
    return said
  }

  #endWord(token: string): string {
    if (!WORD.test(token)) throw this.#refuse({ vi: 'có chữ nằm ngoài ngoặc kép', en: 'has a word outside quotation marks' })
    const said = this.#said(this.#treatmentHere() === 'seal' && token !== 'null' ? JSON.stringify(this.#seal(token)) : token)
    this.#close()
    return said
  }

  /** A name was read: what becomes of the value behind it. */
  #enter(token: string): void {
    const top = this.#top() as Level
    let way = top.base.below.get(token)
    if (!way) {
      const names = [...top.base.names, this.#read(token)]
      way = new Way(names, strictestOf([treatmentOf(this.#redaction, names, inAnyCase), top.base.treatment]))
      top.base.below.set(token, way)
    }
    top.way = way
  }

  #beginValue(said: string): string {
    if (this.#dropped === null && this.#top()?.way.treatment === 'drop') {
      this.#dropped = this.#levels.length
      return 'null'
    }
    return this.#said(said)
  }

  /** A value has ended. */
  #close(): void {
    this.#token = null
    if (this.#dropped === this.#levels.length) this.#dropped = null
    this.#expected = this.#levels.length === 0 ? 'end' : 'next'
  }

  #said(text: string): string {
    return this.#dropped === null ? text : ''
  }

  /** Of the value under way; in what is dropped nothing is left to treat. */
  #treatmentHere(): Treatment | null {
    return (this.#dropped === null && this.#top()?.way.treatment) || null
  }

  #mask(token: string): string {
    const text = this.#read(token)
    const masked = maskIdentifiers(nfc(text))
    return masked === nfc(text) ? token : JSON.stringify(masked)
  }

  #read(token: string): string {
    try {
      return JSON.parse(token)
    } catch {
      throw this.#refuse({ vi: 'có chuỗi ký tự hỏng', en: 'has a broken text' })
    }
  }

  #top(): Level | undefined {
    return this.#levels.at(-1)
  }

  #isFirstName(): boolean {
    return this.#expected === 'first' && this.#top()?.list === false
  }

  #need(...expected: Expected[]): void {
    if (!expected.includes(this.#expected)) throw this.#refuse({ vi: 'sai cấu trúc', en: 'is not well formed' })
    if (this.#levels.length > MAX_DEPTH)
      throw this.#refuse({ vi: `lồng nhau hơn ${MAX_DEPTH} tầng`, en: `is nested more than ${MAX_DEPTH} deep` })
  }

  #refuse({ vi, en }: Localised): Unreadable {
    return new Unreadable({
      vi: `${this.#page}: JSON ${vi}. Nguồn này phải lược bỏ dữ liệu cá nhân trước khi lưu nên trang không đọc được thì không lưu.`,
      en: `${this.#page}: the JSON ${en}. Personal data is taken out of this feed before it is stored, so a page that can’t be read is not stored.`,
    })
  }
}

const STRING_SIGN = /["\\]/g
const STRUCTURE = /[\s"{}[\]:,]/
const WORD = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i
const MAX_DEPTH = 100
