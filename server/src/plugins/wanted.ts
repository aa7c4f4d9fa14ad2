/** What contracts ask of whoever sends something, said in Vietnamese where it is asked, in English. */
const IN_ENGLISH: Record<string, string> = {
  'Ghi họ tên, thêm đơn vị hoặc chức vụ nếu trùng.': 'Write the name, with a unit or an office where two have the same.',
  'Tên đăng nhập gồm 2–64 chữ không dấu, chữ số và các dấu . _ @ -, bắt đầu bằng chữ hoặc số.':
    'A login has 2–64 letters without marks, digits and . _ @ -, and begins with a letter or a digit.',
  'Đặt tên cho khóa.': 'Give the passkey a name.',
  'Chọn ít nhất một lĩnh vực.': 'Choose at least one domain.',
  'Chọn ít nhất một quyền.': 'Choose at least one permission.',
  'Chỉ quay lại một trang của hệ thống.': 'Only a page of this system can be gone back to.',
  'Ghi tên sự kiện.': 'Write what the event is called.',
  'Ghi nguồn: văn bản, bản tin hoặc nơi báo.': 'Write where it is told of: a document, a bulletin or whoever reported it.',
  'Ghi ngày theo dạng năm-tháng-ngày, hoặc ngày giờ kèm múi giờ.': 'Write a day as year-month-day, or an instant with its zone.',
  'Năm phải từ 1900 đến 2199.': 'The year has to be within 1900 to 2199.',
  'Lúc kết thúc phải sau lúc bắt đầu.': 'It has to end after it begins.',
  'Ghi địa chỉ bắt đầu bằng https:// hoặc http://.': 'Write an address that begins with https:// or http://.',
  'Ghi nội dung ghi chú.': 'Write the note.',
  'Dài quá 1000 ký tự. Rút ngắn lại.': 'It is longer than 1000 characters. Shorten it.',
  'Ghi tên góc nhìn.': 'Write what the view is called.',
  'Chọn chỉ tiêu trước khi lưu.': 'Choose an indicator before you save.',
  'Ghi họ tên.': 'Write the full name.',
  'Ghi lý do để người sau hiểu vì sao.': 'Write why, for others to understand later.',
  'Ghi lý do dừng.': 'Write why it is stopped.',
  'Ghi lý do tạm im, để người sau hiểu vì sao không ai bị nhắc.':
    'Write why it is silenced, for others to understand later why nobody was told.',
  'Chọn cảnh báo, lĩnh vực hoặc đơn vị cần tạm im.': 'Choose the alert, domain or unit to be silenced.',
  'Ghi nội dung chỉ đạo.': 'Write what is ordered.',
  'Ghi lãnh đạo ban hành.': 'Write which leader issues it.',
  'Ghi biện pháp.': 'Write the remedy.',
  'Ghi lý do xin gia hạn.': 'Write why more time is asked for.',
  'Ghi lý do không gia hạn.': 'Write why no more time is granted.',
  'Ghi lý do thu hồi.': 'Write why it is withdrawn.',
  'Tối đa 200 dòng mỗi lần; chia nhỏ rồi gửi tiếp.': 'At most 200 rows at once; send them in parts.',
  'Mã ghép gồm 6 chữ số, như trên màn hình.': 'The pairing code has 6 digits, as the screen shows it.',
  'Ghi tên màn hình.': 'Write the name of the screen.',
  'Ghi nguồn của tệp.': 'Write where the file is from.',
  'Ghi giấy phép hoặc quyền sử dụng.': 'Write the licence, or by what right it is used.',
  'Mã gồm chữ thường không dấu, số và gạch nối.': 'An id has lower-case letters without marks, digits and hyphens.',
  'Ghi tên bằng cả tiếng Việt và tiếng Anh.': 'Write the name in both Vietnamese and English.',
  'Tên dài quá 120 ký tự. Rút ngắn lại.': 'The name is longer than 120 characters. Shorten it.',
  'Ô chỉ đứng trọn cột, trọn hàng.': 'A tile stands on whole columns and rows.',
  'Cột và hàng tính từ 1.': 'Columns and rows count from 1.',
  'Nhiều nhất 48 cột, 48 hàng.': 'At most 48 columns and 48 rows.',
  'Nhiều nhất 100 ô trong một cảnh. Bỏ bớt ô.': 'At most 100 tiles in a scene. Take some out.',
  'Vòng chiếu cần ít nhất một cảnh.': 'A playlist needs one scene at least.',
  'Nhiều nhất 100 lượt trong một vòng chiếu. Bỏ bớt.': 'At most 100 turns in a playlist. Take some out.',
  'Ghi giờ theo dạng giờ:phút, ví dụ 07:30.': 'Write a time of day as hours:minutes, as in 07:30.',
  'Mã bí mật còn trống.': 'The secret is blank. Type it.',
  'Số lần phải từ 1,1 trở lên.': 'The number of times must be 1.1 or more.',
  'Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-03-01.': 'Write a day as year-month-day, as in 2026-03-01.',
  'Ngày đầu phải trước hoặc bằng ngày cuối.': 'The first day must not come after the last.',
  'Ghi tháng theo dạng năm-tháng, ví dụ 2026-11.': 'Write a month as year-month, as in 2026-11.',
  'Tên tệp có ký tự điều khiển. Đổi tên tệp rồi gửi lại.': 'The file’s name has control characters. Rename it and send it again.',
  'Cần tiêu đề Idempotency-Key: một mã riêng cho mỗi lần gửi, gửi lại thì giữ nguyên mã.':
    'The header Idempotency-Key is wanted: a key of its own for each delivery, the same when it is sent again.',
}

export function wantedInEnglish(message: string): string {
  return Object.entries(IN_ENGLISH).reduce((said, [vi, en]) => said.replaceAll(vi, en), message)
}

/** Where one sentence says all of what is wanted, whoever typed it need not read where in the request it was. */
export function withoutPlace(message: string): string {
  const sentence = message.replace(/^body\/\S+ /, '')
  return sentence in IN_ENGLISH ? sentence : message
}
