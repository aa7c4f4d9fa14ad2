import { globMatcher } from '../glob.ts'
import { mediaTypeOf } from '../media-types.ts'
import { capped, type Receiver, Refused } from '../receiver.ts'
import type { FileConfig } from './config.ts'

/** A file somebody sends by hand, streamed from the door to the store. */
export const accept: Receiver<FileConfig>['accept'] = async ({ pattern, maxMegabytes }, { name, mediaType, body }) => {
  if (/[/\\]|^\.{1,2}$/.test(name))
    throw new Refused(400, {
      vi: 'Tên tệp không được có đường dẫn. Chỉ gửi tên tệp.',
      en: 'A file’s name holds no path. Send the name alone.',
    })
  if (!globMatcher(pattern)(name))
    throw new Refused(415, {
      vi: `Nguồn này chỉ nhận tệp tên «${pattern}». Chọn đúng tệp, hoặc đúng nguồn.`,
      en: `This feed takes files called «${pattern}» only. Choose the right file, or the right feed.`,
    })
  return { name, ...(mediaType ? { mediaType } : mediaTypeOf(name)), body: capped(body, maxMegabytes) }
}
