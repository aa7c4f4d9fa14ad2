// Headlines and openings of a made-up local press. {xa} is a commune («xã Như Quỳnh»), {tinh} the province's bare name,
// {thon} a hamlet, {so:2-9} a number, {le:2-9} one with a decimal, {ngay} the day.

export interface Topic {
  weight: number
  /** A headline, and which of the leads and details below go with it. */
  stories: [title: string, leads: number[], details: number[]][]
  leads: string[]
  details: string[]
}

export const TOPICS: Topic[] = [
  {
    // Hành chính công
    weight: 14,
    stories: [
      ['Người dân {xa} không còn phải chờ lâu khi làm thủ tục đất đai', [4, 0], [5, 2, 1]],
      ['{Xa} trả kết quả {so:40-95} thủ tục ngay trong ngày', [0, 1, 4], [1, 2, 5]],
      ['Tổ công nghệ số {xa} đến tận nhà hướng dẫn nộp hồ sơ trực tuyến', [0], [1, 2, 5]],
      ['Trung tâm Phục vụ hành chính công {xa} làm việc cả sáng thứ Bảy', [1, 0], [5, 1]],
      ['Người dân {xa} phản ánh hồ sơ đất đai chậm trả {so:5-30} ngày', [2], [3, 4, 0]],
      ['Vì sao hồ sơ trực tuyến ở {xa} còn phải bổ sung nhiều lần?', [0, 3], [3, 4]],
      ['{Xa} công khai xin lỗi {so:3-25} trường hợp trễ hẹn hồ sơ', [3, 2], [0, 3]],
      ['{tinh} rút ngắn thời hạn giải quyết {so:40-160} thủ tục hành chính', [4], [2, 5]],
      ['{tinh} chấn chỉnh việc yêu cầu người dân nộp thêm giấy tờ ngoài quy định', [5], [4, 5]],
    ],
    leads: [
      'Từ đầu tháng đến nay, bộ phận một cửa {xa} đã tiếp nhận {so:300-1900} hồ sơ, trong đó {so:55-92}% nộp trực tuyến.',
      'Sáng {ngay}, tại điểm tiếp nhận ở {thon}, chỉ sau {so:10-40} phút chờ, nhiều người đã hoàn thành thủ tục chứng thực.',
      'Nhiều hộ dân ở {thon} cho biết đã đi lại {so:3-6} lần mà hồ sơ tách thửa vẫn chưa có kết quả.',
      'Theo báo cáo tuần của địa phương, còn {so:4-60} hồ sơ quá hạn, tập trung ở lĩnh vực đất đai và xây dựng.',
      'Mô hình “ngày không hẹn” triển khai từ tháng {so:3-9} giúp người dân {thon} nhận kết quả sau {so:20-90} phút.',
      'Đoàn kiểm tra công vụ vừa làm việc đột xuất với {so:2-6} bộ phận một cửa, ghi nhận {so:3-17} nội dung phải khắc phục.',
    ],
    details: [
      'Lãnh đạo địa phương cam kết xử lý dứt điểm số hồ sơ tồn trước ngày {so:5-28} tháng tới.',
      'Bộ phận một cửa bố trí thêm {so:2-6} máy tính và {so:1-4} đoàn viên thanh niên hỗ trợ người cao tuổi.',
      'Tỷ lệ thanh toán phí, lệ phí không dùng tiền mặt đạt {le:52-88}%, tăng {le:3-19} điểm phần trăm so với cùng kỳ.',
      'Nguyên nhân chính là dữ liệu thửa đất của {so:2-5} thôn chưa được chuẩn hóa sau sắp xếp đơn vị hành chính.',
      'Ông Trưởng {thon} cho biết bà con mong được hướng dẫn đầy đủ giấy tờ ngay từ lần đầu tiên.',
      'Trong {so:2-6} tháng qua, có {so:12-140} lượt đánh giá, {so:89-99}% trong số đó hài lòng với thái độ phục vụ.',
    ],
  },
  {
    // Giao thông
    weight: 13,
    stories: [
      ['Người dân {xa} phản ánh đường xuống cấp, ổ gà chi chít', [0], [0, 4]],
      ['Mở rộng {so:2-9} km đường trục {xa}, người dân tự nguyện hiến đất', [4, 1], [3, 5]],
      ['Cầu dân sinh ở {thon}, {xa} được sửa chữa sau nhiều tháng chờ đợi', [1], [1, 3]],
      ['Lắp thêm {so:12-90} cột đèn chiếu sáng tại {xa}', [3], [4, 3]],
      ['Xe tải trọng lớn chạy xuyên đêm, dân {xa} mất ngủ', [2], [2, 4]],
      ['Thông xe tạm tuyến tránh qua {xa}', [1], [1, 3]],
      ['Va chạm liên tiếp tại ngã tư {thon}, {xa}: cần sớm có đèn tín hiệu', [3], [4, 2]],
      ['{tinh} đẩy nhanh giải phóng mặt bằng các tuyến đường kết nối vùng', [5, 4], [5, 3]],
      ['{tinh} kiểm tra tải trọng phương tiện tại {so:4-12} điểm nóng', [2], [2]],
    ],
    leads: [
      'Đoạn đường dài khoảng {le:1-6} km qua {thon} hư hỏng nặng từ sau các đợt mưa tháng {so:7-10}.',
      'Công trình có tổng mức đầu tư {so:9-95} tỷ đồng, mặt đường rộng {le:5-12} m, khởi công từ tháng {so:2-8}.',
      'Theo người dân {thon}, mỗi đêm có {so:30-140} lượt xe chở vật liệu đi qua khu dân cư.',
      'Chỉ trong {so:2-5} tháng, khu vực này đã xảy ra {so:3-14} vụ va chạm, làm {so:1-8} người bị thương.',
      'Đến {ngay}, {so:60-240} hộ đã bàn giao {so:1200-9800} m2 đất để thi công.',
      'Sở Xây dựng yêu cầu nhà thầu hoàn thành {so:2-7} gói thầu còn lại trong {so:30-90} ngày.',
    ],
    details: [
      'Chính quyền địa phương đã kiến nghị cấp trên bố trí {le:1-9} tỷ đồng từ nguồn bảo trì đường bộ để sửa chữa.',
      'Trong thời gian thi công, phương tiện được phân luồng qua {thon} với tốc độ tối đa {so:20-40} km/giờ.',
      'Lực lượng chức năng đã lập biên bản {so:4-38} trường hợp vi phạm, xử phạt {so:15-210} triệu đồng.',
      'Dự kiến tuyến đường đưa vào sử dụng trước ngày {so:10-28} tháng {so:1-12}, phục vụ hơn {so:1100-8600} hộ dân.',
      'Nhiều phụ huynh lo lắng vì con em phải đi qua đoạn đường này {so:2-4} lần mỗi ngày để đến trường.',
      'Đơn vị thi công đã tăng cường {so:3-12} máy móc và {so:20-90} công nhân, làm việc {so:2-3} ca.',
    ],
  },
  {
    // Môi trường
    weight: 11,
    stories: [
      ['Rác thải ùn ứ nhiều ngày tại {thon}, {xa}', [0], [0, 5]],
      ['Mùi hôi từ cơ sở tái chế bủa vây khu dân cư {xa}', [3], [1, 5, 3]],
      ['Người dân {xa} ra quân vớt bèo, khơi thông {so:3-14} km kênh mương', [2], [4]],
      ['Cá chết bất thường trên sông qua {xa}, cơ quan chức năng lấy mẫu nước', [1], [2, 5]],
      ['{Xa} phân loại rác tại nguồn: hiệu quả từ cách làm nhỏ', [4], [4, 5]],
      ['Xử phạt doanh nghiệp xả thải vượt quy chuẩn tại {xa}', [5, 1], [1, 2]],
      ['Làng nghề ở {xa} di dời các hộ sản xuất ra khỏi khu dân cư', [3], [3]],
      ['{tinh} công bố {so:5-20} điểm ô nhiễm môi trường phải xử lý dứt điểm', [1], [5, 3]],
    ],
    leads: [
      'Khoảng {so:4-40} tấn rác sinh hoạt tồn đọng {so:3-9} ngày tại điểm tập kết {thon} khiến người dân bức xúc.',
      'Kết quả quan trắc {ngay} cho thấy {so:2-5} chỉ tiêu vượt quy chuẩn từ {le:1-4} đến {le:4-9} lần.',
      'Hơn {so:90-480} người dân {thon} tham gia buổi tổng vệ sinh, thu gom {so:2-18} tấn bèo và rác.',
      'Từ {so:2-6} tháng nay, cứ về đêm là khói bụi và mùi khét bao trùm {so:60-420} hộ dân {thon}.',
      'Sau {so:6-18} tháng thí điểm, {so:62-96}% số hộ đã phân loại rác, lượng rác phải chôn lấp giảm {so:15-45}%.',
      'Đoàn kiểm tra liên ngành phát hiện đường ống xả ngầm dài {so:15-120} m ra kênh thủy lợi.',
    ],
    details: [
      'Đại diện chính quyền cho biết đã làm việc với đơn vị thu gom, yêu cầu vận chuyển hết rác trong {so:24-72} giờ.',
      'Cơ sở vi phạm bị phạt {so:90-620} triệu đồng và đình chỉ hoạt động {so:2-6} tháng.',
      'Mẫu nước lấy tại {so:3-8} vị trí được gửi phân tích, kết quả có sau {so:5-10} ngày.',
      'Địa phương đã quy hoạch {le:3-20} ha đất làm cụm công nghiệp làng nghề, bố trí cho {so:40-180} hộ.',
      'Mỗi tháng, hội phụ nữ {thon} thu gom {so:200-900} kg phế liệu, gây quỹ giúp {so:5-22} hội viên khó khăn.',
      'Người dân đề nghị lắp thêm {so:2-6} camera giám sát và công khai kết quả quan trắc hằng tháng.',
    ],
  },
  {
    // Giáo dục
    weight: 10,
    stories: [
      ['Trường học ở {xa} thiếu {so:4-18} giáo viên, phải dạy ghép lớp', [0], [0, 5]],
      ['Khánh thành nhà lớp học {so:6-16} phòng tại {xa}', [1], [5]],
      ['Học sinh {xa} đoạt giải Nhất cuộc thi sáng tạo khoa học kỹ thuật', [2], [4]],
      ['Phụ huynh {xa} thắc mắc về các khoản thu đầu năm học', [3], [1, 3]],
      ['Bếp ăn bán trú {xa} siết chặt nguồn gốc thực phẩm', [4], [3]],
      ['{Xa} trao {so:50-400} suất học bổng cho học sinh nghèo vượt khó', [5], [5, 2]],
      ['{tinh} thí điểm học bạ số ở {so:80-240} trường', [6], [2]],
      ['{tinh} rà soát các cơ sở dạy thêm chưa đăng ký kinh doanh', [7], [3]],
    ],
    leads: [
      'Năm học này, nhà trường có {so:18-42} lớp với {so:700-1700} học sinh nhưng còn thiếu giáo viên môn Tiếng Anh và Tin học.',
      'Công trình trị giá {so:9-38} tỷ đồng, gồm {so:6-16} phòng học và {so:2-6} phòng bộ môn, hoàn thành sau {so:8-15} tháng.',
      'Nhóm {so:2-4} học sinh lớp {so:8-12} đã vượt qua {so:60-210} đề tài để giành giải cao nhất.',
      'Theo phản ánh của phụ huynh {thon}, có {so:3-9} khoản thu chưa được giải thích rõ trong cuộc họp {ngay}.',
      'Mỗi ngày, bếp ăn phục vụ {so:280-1100} suất, thực phẩm được kiểm tra {so:2-3} bước trước khi chế biến.',
      'Tổng số tiền {so:50-620} triệu đồng do các doanh nghiệp và người con xa quê đóng góp.',
      'Các trường đã ký số {so:9-62} nghìn học bạ, phụ huynh không còn phải sao chụp, chứng thực khi chuyển trường cho con.',
      'Qua kiểm tra {so:30-160} cơ sở dạy thêm, có {so:5-40} nơi chưa đăng ký kinh doanh hoặc chưa công khai học phí.',
    ],
    details: [
      'Phòng chuyên môn đề nghị điều động {so:2-9} giáo viên biệt phái trong học kỳ tới.',
      'Hiệu trưởng nhà trường khẳng định sẽ hoàn trả toàn bộ khoản thu không đúng quy định trước ngày {so:5-28}.',
      'Toàn trường có {so:84-99}% học sinh dùng học bạ số, phụ huynh tra cứu kết quả trên điện thoại.',
      'Ban đại diện cha mẹ học sinh {thon} được mời giám sát đột xuất {so:2-4} lần mỗi tháng.',
      'Đề tài được ứng dụng thử tại {so:2-7} hộ gia đình ở {thon}, chi phí chỉ {so:300-950} nghìn đồng.',
      'Địa phương phấn đấu có thêm {so:2-5} trường đạt chuẩn quốc gia mức độ 2 trong năm tới.',
    ],
  },
  {
    // Y tế
    weight: 10,
    stories: [
      ['Trạm y tế {xa} khám sức khỏe miễn phí cho {so:200-1400} người cao tuổi', [0], [4]],
      ['Xuất hiện ổ dịch sốt xuất huyết tại {thon}, {xa}', [1], [0, 5]],
      ['Người dân {xa} mong trạm y tế có thêm bác sĩ trực đêm', [2], [1]],
      ['Cấp cứu thành công {so:2-6} người ngộ độc thực phẩm ở {xa}', [3], [2]],
      ['{Xa} đạt {so:93-99}% người dân tham gia bảo hiểm y tế', [5], [3]],
      ['Tiêm bù, tiêm vét vắc xin sởi cho trẻ em {xa}', [4], [5]],
      ['{tinh} triển khai bệnh án điện tử tại {so:8-20} bệnh viện', [5], [6]],
      ['{tinh} ghi nhận {so:20-140} ca tay chân miệng trong tuần', [1], [5, 0]],
    ],
    leads: [
      'Trong {so:2-4} ngày, đoàn {so:12-35} y bác sĩ đã khám tim mạch, huyết áp, đo đường huyết cho người dân {thon}.',
      'Từ ngày {so:1-20} đến nay, {thon} ghi nhận {so:4-28} ca mắc, trong đó {so:1-6} ca phải chuyển tuyến.',
      'Trạm hiện có {so:4-9} cán bộ nhưng phải phục vụ {so:9000-26000} dân sau sắp xếp.',
      'Các bệnh nhân nhập viện tối {ngay} với triệu chứng đau bụng, nôn sau bữa cỗ có {so:60-260} khách.',
      'Đến {ngay}, {so:82-98}% trẻ trong độ tuổi đã được tiêm đủ {so:1-2} mũi.',
      'Người bệnh chỉ cần mang căn cước, thời gian chờ khám giảm từ {so:40-70} xuống còn {so:8-25} phút.',
    ],
    details: [
      'Lực lượng y tế đã phun hóa chất tại {so:120-680} hộ và vận động người dân diệt bọ gậy hằng tuần.',
      'Ngành y tế cho biết sẽ luân phiên {so:2-8} bác sĩ về cơ sở từ tháng {so:1-12}.',
      'Mẫu thức ăn được lấy từ {so:5-12} món để xét nghiệm, kết quả có sau {so:3-7} ngày.',
      'Địa phương dành {so:80-450} triệu đồng hỗ trợ {so:20-50}% mức đóng cho hộ cận nghèo và hộ nông nghiệp.',
      'Qua khám sàng lọc, {so:14-130} trường hợp nghi mắc bệnh được hẹn khám chuyên khoa trong {so:5-20} ngày.',
      'Người dân khi sốt cao {so:2-3} ngày liên tục cần đến ngay cơ sở y tế, không tự ý truyền dịch tại nhà.',
      'Dữ liệu khám bệnh được liên thông giữa {so:8-20} cơ sở, giảm {so:20-60}% chi phí in ấn.',
    ],
  },
  {
    // An ninh trật tự
    weight: 10,
    stories: [
      ['Công an {xa} triệt phá điểm đánh bạc, tạm giữ {so:5-19} đối tượng', [0], [2]],
      ['Cảnh báo thủ đoạn giả danh cán bộ {xa} để lừa đảo qua điện thoại', [1], [0, 4]],
      ['Cháy xưởng sản xuất ở {xa}, không có thiệt hại về người', [2], [1]],
      ['Người dân {xa} nhặt được {so:12-90} triệu đồng, trả lại người mất', [4], [5]],
      ['Lắp {so:20-110} camera an ninh, {xa} giảm hẳn nạn trộm cắp', [3], [3, 5]],
      ['Công an {xa} hỗ trợ cụ ông {so:74-88} tuổi đi lạc về với gia đình', [6], [5]],
      ['{tinh} ra quân cao điểm tấn công, trấn áp tội phạm cuối năm', [7], [3]],
      ['{tinh} tăng cường kiểm tra an toàn cháy, nổ tại nhà trọ, nhà xưởng', [5], [5, 3]],
    ],
    leads: [
      'Khoảng {so:1-11} giờ {ngay}, lực lượng công an bất ngờ kiểm tra một ngôi nhà ở {thon}, thu giữ {so:18-160} triệu đồng.',
      'Chỉ trong {so:5-20} ngày, {so:3-11} người dân {thon} nhận cuộc gọi yêu cầu cài ứng dụng dịch vụ công giả mạo.',
      'Ngọn lửa bùng phát tại kho chứa rộng {so:150-1800} m2 ở {thon}, sau {so:30-140} phút thì được khống chế.',
      'Từ nguồn xã hội hóa {so:90-480} triệu đồng, hệ thống camera phủ kín {so:6-17} thôn.',
      'Sáng {ngay}, chị bán hàng ở chợ {thon} phát hiện chiếc túi bên trong có {so:12-90} triệu đồng tiền mặt.',
      'Lực lượng chức năng kiểm tra {so:120-640} cơ sở, phát hiện {so:15-96} cơ sở còn tồn tại, vi phạm.',
      'Khoảng {so:1-11} giờ {ngay}, tổ tuần tra phát hiện cụ đi bộ một mình ở {thon}, không nhớ đường về nhà.',
      'Trong {so:3-9} ngày đầu ra quân, các lực lượng đã xử lý {so:30-240} vụ việc, tạm giữ {so:18-160} đối tượng.',
    ],
    details: [
      'Công an khuyến cáo người dân không cung cấp mã OTP, không chuyển tiền cho người lạ dưới mọi hình thức.',
      'Thiệt hại ước khoảng {so:200-2900} triệu đồng; nguyên nhân ban đầu được xác định do chập điện.',
      'Vụ việc đang được củng cố hồ sơ, xử lý {so:3-14} đối tượng theo quy định của pháp luật.',
      'So với cùng kỳ, số vụ phạm pháp hình sự trên địa bàn giảm {so:8-35}%, tỷ lệ phá án đạt {so:82-97}%.',
      'Trước đó, một phụ nữ {so:45-68} tuổi ở {thon} đã bị chiếm đoạt {so:25-780} triệu đồng với thủ đoạn tương tự.',
      'Các tổ an ninh cơ sở duy trì tuần tra {so:3-6} buổi mỗi tuần, huy động {so:12-60} lượt người.',
    ],
  },
  {
    // An sinh
    weight: 9,
    stories: [
      ['Trao {so:3-15} nhà đại đoàn kết cho hộ nghèo {xa}', [0], [1, 5]],
      ['{Xa} chi trả trợ cấp hưu trí xã hội qua tài khoản', [1], [2]],
      ['Phiên giao dịch việc làm tại {xa} thu hút {so:400-1800} lao động', [2], [0]],
      ['Công nhân thuê trọ ở {xa} mong có nhà ở xã hội', [3], [3]],
      ['Người có công ở {xa} được hỗ trợ sửa nhà trước mùa mưa bão', [5], [1]],
      ['Bữa cơm 0 đồng ấm lòng bệnh nhân nghèo {xa}', [4], [4]],
      ['{tinh} hoàn thành xóa nhà tạm, nhà dột nát trước thời hạn', [5, 0], [5, 1]],
      ['{tinh} dự kiến xây thêm {so:3-9} khu nhà ở xã hội', [3], [3]],
    ],
    leads: [
      'Mỗi căn nhà rộng {so:45-90} m2, kinh phí {so:120-280} triệu đồng, trong đó quỹ “Vì người nghèo” hỗ trợ {so:60-100} triệu đồng.',
      'Kỳ chi trả này có {so:800-3600} người thụ hưởng, {so:68-97}% nhận qua tài khoản ngân hàng.',
      'Có {so:18-52} doanh nghiệp tham gia, nhu cầu tuyển {so:900-4200} vị trí, lương từ {so:7-9} đến {so:12-20} triệu đồng.',
      'Căn phòng trọ {so:9-16} m2 ở {thon} có giá {le:1-2} triệu đồng mỗi tháng, chưa kể tiền điện, nước.',
      'Vào {so:2-4} buổi mỗi tuần, nhóm thiện nguyện {thon} nấu {so:120-400} suất cơm phát tại cổng bệnh viện.',
      'Tính đến {ngay}, địa phương đã hoàn thành {so:12-64} căn, đạt {so:78-100}% kế hoạch.',
    ],
    details: [
      'Sau phiên giao dịch, {so:120-640} người được hẹn phỏng vấn lần hai, {so:40-260} người nhận việc ngay.',
      'Bà con {thon} góp {so:150-900} ngày công giúp gia chủ hoàn thiện ngôi nhà.',
      'Người cao tuổi, người khuyết tật nặng được cán bộ đến chi trả tại nhà trong {so:2-4} ngày đầu tháng.',
      'Dự án quy mô {so:400-1900} căn hộ, dự kiến khởi công trong quý {so:1-4} năm tới.',
      'Kinh phí do {so:14-85} nhà hảo tâm ủng hộ, công khai thu chi hằng tuần trên trang của {thon}.',
      'Địa phương đặt mục tiêu giảm tỷ lệ hộ nghèo xuống dưới {le:1-2}% vào cuối năm.',
    ],
  },
  {
    // Văn hóa, thể thao
    weight: 9,
    stories: [
      ['Lễ hội truyền thống {xa} đón hàng nghìn du khách', [0], [0, 5]],
      ['Giải bóng đá thanh niên {xa}: kịch tính đến phút cuối', [1], [2]],
      ['Câu lạc bộ chèo {xa} giữ lửa nghề hát làng quê', [2], [1]],
      ['Trùng tu ngôi đình {so:200-400} năm tuổi ở {xa}', [3], [3]],
      ['Ngày hội Đại đoàn kết ở {thon}, {xa} rộn ràng tiếng cười', [5], [4]],
      ['Tủ sách {thon}, {xa} thành điểm hẹn của trẻ em', [4], [4]],
      ['{tinh} đưa làn điệu chèo vào trường học', [2], [1]],
      ['{tinh} kết nối các điểm du lịch làng nghề, di tích', [5], [5, 3]],
    ],
    leads: [
      'Lễ hội diễn ra trong {so:2-5} ngày với {so:8-20} hoạt động, từ rước kiệu, thi nấu cỗ đến kéo co.',
      'Giải có {so:8-24} đội tham dự, thi đấu {so:12-40} trận từ {ngay} tại sân vận động {thon}.',
      'Câu lạc bộ có {so:18-45} thành viên, người trẻ nhất {so:9-15} tuổi, người cao tuổi nhất {so:70-86} tuổi.',
      'Công trình được tu bổ với kinh phí {le:3-18} tỷ đồng, {so:35-80}% là vốn xã hội hóa.',
      'Từ {so:200-600} cuốn ban đầu, tủ sách nay có {so:1500-6800} đầu sách, mở cửa {so:4-7} buổi mỗi tuần.',
      'Đây là năm thứ {so:3-15} hoạt động được tổ chức, thu hút {so:700-6500} lượt người.',
    ],
    details: [
      'Ban tổ chức bố trí {so:4-12} điểm trông xe miễn phí và {so:30-120} người bảo đảm an ninh.',
      'Nghệ nhân {so:62-84} tuổi ở {thon} đã truyền dạy cho {so:30-160} học trò trong {so:8-25} năm qua.',
      'Đội chủ nhà giành chức vô địch sau loạt sút luân lưu {so:4-6}-{so:2-3}.',
      'Ngành văn hóa đang lập hồ sơ đề nghị xếp hạng di tích cho {so:2-6} công trình trên địa bàn.',
      'Dịp này, {so:15-70} gia đình tiêu biểu của {thon} được tuyên dương.',
      'Địa phương kỳ vọng đón {so:15-90} nghìn lượt khách trong năm tới.',
    ],
  },
  {
    // Kinh tế, đầu tư
    weight: 12,
    stories: [
      ['Dự án {so:30-450} triệu USD sắp khởi công tại cụm công nghiệp {xa}', [0], [5]],
      ['Doanh nghiệp ở {xa} tăng ca cho đơn hàng cuối năm', [1], [2]],
      ['Tiểu thương chợ {xa} làm quen với hóa đơn điện tử', [2], [0, 4]],
      ['Hộ kinh doanh {xa} chuyển sang kê khai thuế: được hỗ trợ thế nào?', [2], [0]],
      ['Đấu giá {so:20-90} lô đất ở {xa}, thu hơn {so:60-480} tỷ đồng', [3], [3]],
      ['Chậm bàn giao mặt bằng, dự án ở {xa} đội vốn', [5], [1]],
      ['Thu ngân sách {tinh} đạt {so:85-97}% dự toán năm', [4], [6]],
      ['{tinh} gỡ khó cho {so:12-60} dự án chậm tiến độ', [5], [1]],
      ['Giải ngân vốn đầu tư công của {tinh} đạt {so:60-88}% kế hoạch', [6], [1]],
    ],
    leads: [
      'Nhà máy có diện tích {so:4-36} ha, dự kiến tạo việc làm cho {so:600-5200} lao động từ quý {so:1-4}.',
      'Đơn hàng tăng {so:12-45}% so với quý trước, doanh nghiệp phải tuyển thêm {so:80-900} công nhân.',
      'Đến {ngay}, {so:72-97}% số hộ kinh doanh tại {thon} đã đăng ký phương pháp kê khai.',
      'Mức trúng cao nhất là {so:18-62} triệu đồng/m2, gấp {le:1-3} lần giá khởi điểm.',
      'Lũy kế {so:9-11} tháng, số thu nội địa tăng {le:4-21}% so với cùng kỳ, nhiều sắc thuế vượt dự toán.',
      'Toàn dự án còn vướng {so:8-70} hộ với {le:1-12} ha chưa thống nhất phương án bồi thường.',
      'Tính đến {ngay}, toàn tỉnh giải ngân {so:9-19} nghìn tỷ đồng, còn {so:6-21} chủ đầu tư đạt dưới {so:40-60}%.',
    ],
    details: [
      'Cơ quan thuế bố trí {so:2-8} tổ công tác xuống từng chợ, hướng dẫn {so:90-620} hộ cài ứng dụng.',
      'Lãnh đạo tỉnh yêu cầu các chủ đầu tư cam kết tiến độ từng tuần, kiên quyết thu hồi {so:2-9} dự án không triển khai.',
      'Thu nhập bình quân của công nhân đạt {le:9-14} triệu đồng mỗi tháng, chưa kể tiền làm thêm.',
      'Khoản thu này được dành cho {so:3-9} công trình giao thông, trường học trên địa bàn.',
      'Tiểu thương {thon} cho biết mỗi ngày xuất {so:20-140} hóa đơn, thao tác chưa đến {so:1-3} phút.',
      'Trong {so:2-6} tháng tới, địa phương dự kiến thu hút thêm {so:3-14} dự án công nghệ cao.',
      'Thu tiền sử dụng đất đạt {so:70-140}% dự toán; thu từ doanh nghiệp có vốn đầu tư nước ngoài tăng {le:3-18}%.',
    ],
  },
  {
    // Nông nghiệp
    weight: 10,
    stories: [
      ['Nông dân {xa} thu {so:200-800} triệu đồng mỗi năm từ cây ăn quả', [0], [2, 4]],
      ['Nhãn muộn {xa} được giá, thương lái vào tận vườn', [1], [2, 5]],
      ['{Xa} dồn điền đổi thửa, đưa máy bay phun thuốc ra đồng', [2], [4]],
      ['Dịch tả lợn châu Phi tái phát tại {thon}, {xa}', [3], [1]],
      ['Gần {so:20-180} ha rau màu {xa} ngập úng sau mưa lớn', [4], [0]],
      ['Sản phẩm OCOP {xa} lên sàn thương mại điện tử', [5], [2]],
      ['Người nuôi cá lồng {xa} lo đầu ra bấp bênh', [5], [5]],
      ['{tinh} hỗ trợ nông dân khôi phục sản xuất vụ Đông', [4], [3, 0]],
    ],
    leads: [
      'Với {so:4-20} sào vườn ở {thon}, gia đình anh thu lãi {so:150-620} triệu đồng sau khi trừ chi phí.',
      'Giá bán tại vườn dao động {so:25-70} nghìn đồng/kg, cao hơn năm trước {so:10-35}%.',
      'Vụ này, toàn vùng gieo cấy {so:180-760} ha, {so:60-98}% diện tích được làm đất và thu hoạch bằng máy.',
      'Tính đến {ngay}, {so:60-900} con lợn của {so:4-40} hộ đã phải tiêu hủy.',
      'Mưa lớn {so:120-260} mm trong {so:2-3} ngày khiến nhiều cánh đồng ở {thon} ngập sâu {so:20-60} cm.',
      'Hợp tác xã có {so:12-80} thành viên, sản lượng {so:60-900} tấn mỗi năm, bao tiêu toàn bộ.',
    ],
    details: [
      'Trạm bơm được vận hành {so:3-9} tổ máy suốt ngày đêm để tiêu úng, cứu lúa và hoa màu.',
      'Ngành chuyên môn khuyến cáo không bán chạy gia súc ốm, rắc {so:2-14} tấn vôi bột khử trùng chuồng trại.',
      'Nhờ chứng nhận VietGAP, sản phẩm của {thon} đã vào {so:8-46} cửa hàng, siêu thị.',
      'Địa phương hỗ trợ {so:1-4} triệu đồng mỗi héc-ta giống và vật tư cho vùng sản xuất tập trung từ {so:3-10} ha.',
      'Chi phí sản xuất giảm {so:15-35}%, năng suất tăng {so:5-18} tạ mỗi héc-ta so với cách làm cũ.',
      'Người dân {thon} mong có kho lạnh và hợp đồng tiêu thụ ổn định từ {so:2-5} năm trở lên.',
    ],
  },
  {
    // Xây dựng chính quyền
    weight: 8,
    stories: [
      ['Đối thoại với người dân {xa}: giải đáp {so:12-60} kiến nghị', [0], [0, 4]],
      ['{Xa} sắp xếp lại trụ sở dôi dư sau sáp nhập', [1], [1]],
      ['Cử tri {xa} đề nghị sớm cấp nước sạch cho {so:2-8} thôn', [2], [0]],
      ['Cán bộ {xa} “4 tại chỗ” giải quyết việc dân', [3], [3]],
      ['Hội đồng nhân dân {xa} chất vấn về trật tự xây dựng', [4], [2]],
      ['{Xa} ra mắt mô hình “Chính quyền thân thiện, vì Nhân dân phục vụ”', [3], [3, 4]],
      ['{tinh} đánh giá {so:12-18} tháng vận hành chính quyền địa phương hai cấp', [3], [5]],
      ['{tinh} xếp hạng mức độ chuyển đổi số của các xã, phường', [5], [4, 5]],
    ],
    leads: [
      'Hội nghị diễn ra {ngay} với {so:120-450} đại biểu; {so:18-42} ý kiến tập trung vào đất đai, môi trường và nước sạch.',
      'Sau sắp xếp, địa phương có {so:4-17} trụ sở, nhà văn hóa cần bố trí lại công năng.',
      'Hiện còn {so:900-4800} hộ ở {thon} và vùng lân cận dùng nước giếng khoan, nhiều nơi nước nhiễm phèn.',
      'Trong {so:6-12} tháng, bộ máy mới đã giải quyết {so:6-38} nghìn hồ sơ, bình quân {so:25-140} hồ sơ mỗi ngày.',
      'Kỳ họp xem xét {so:8-22} tờ trình, dành {so:90-240} phút cho chất vấn và trả lời chất vấn.',
      'Bảng xếp hạng gồm {so:5-8} nhóm, {so:40-70} tiêu chí; khoảng cách giữa nơi đứng đầu và cuối là {le:9-31} điểm.',
    ],
    details: [
      'Chủ tịch UBND giao các phòng trả lời bằng văn bản {so:6-25} kiến nghị còn lại trong {so:7-20} ngày.',
      'Phương án là chuyển {so:2-8} cơ sở cho trường học, trạm y tế và nhà văn hóa {thon} sử dụng.',
      'Đại biểu nêu {so:9-48} công trình xây dựng sai phép, đề nghị xử lý trước quý {so:1-4}.',
      'Cán bộ mỗi tuần dành {so:1-3} buổi xuống {thon}, cùng dân tháo gỡ vướng mắc ngay tại cơ sở.',
      'Ý kiến của người dân được cập nhật lên hệ thống điều hành và công khai kết quả sau {so:3-10} ngày.',
      'Địa phương cũng kiến nghị bổ sung {so:3-12} biên chế phụ trách đất đai, xây dựng, công nghệ thông tin.',
    ],
  },
]

/** Someone says something: one of each, so that two stories rarely close alike. */
export const SPEAKERS: string[] = [
  'Bí thư chi bộ {thon}', 'Trưởng {thon}', 'Một cán bộ hưu trí ở {thon}', 'Chủ tịch UBND {xa}', 'Đại diện Mặt trận Tổ quốc {xa}',
  'Một phụ nữ bán hàng gần {thon}', 'Bí thư Đoàn {xa}', 'Chủ tịch Hội Nông dân {xa}', 'Một cử tri {so:45-78} tuổi ở {thon}',
  'Anh thợ xây quê {thon}', 'Một công nhân thuê trọ ở {thon}', 'Chủ tịch Hội Phụ nữ {xa}', 'Cán bộ văn phòng UBND {xa}', 'Một cô giáo về hưu ở {thon}',
]

export const REMARKS: string[] = [
  'cho rằng việc này lẽ ra phải làm từ {so:2-5} năm trước',
  'mong kết quả được duy trì chứ không chỉ làm theo phong trào',
  'nói bà con đã bàn bạc {so:2-7} lần và đạt đồng thuận {so:85-99}%',
  'đề nghị cấp trên kiểm tra lại ít nhất {so:2-6} trường hợp tương tự',
  'chia sẻ rằng điều quan trọng nhất là công khai, minh bạch',
  'cho biết trong tuần tới sẽ có thêm {so:2-9} buổi gặp gỡ, trao đổi',
  'khẳng định sẽ trả lời từng hộ trong vòng {so:3-15} ngày',
  'nhắc lại bài học từ sự việc tương tự cách đây {so:8-30} tháng',
  'bày tỏ lo ngại nếu thời tiết xấu kéo dài thêm {so:4-12} ngày',
  'tin rằng con số cuối năm sẽ tăng thêm {so:5-25}%',
  'ước tính khoảng {so:120-950} gia đình được hưởng lợi trực tiếp',
  'đánh giá đây mới chỉ là bước đầu, còn {so:3-8} việc phải làm ngay',
  'kể rằng nhà nào cũng cử người tham gia, vui như ngày hội',
  'cho hay kinh phí còn thiếu {so:40-380} triệu đồng, đang vận động xã hội hóa',
  'kiến nghị lập tổ giám sát gồm {so:5-11} người do dân bầu ra',
  'thừa nhận công tác tuyên truyền thời gian qua còn hạn chế',
  'hứa sẽ cập nhật tiến độ {so:1-3} lần mỗi tuần trên loa truyền thanh và mạng xã hội',
  'cảm ơn những người đã âm thầm đóng góp suốt {so:2-10} tháng qua',
]

export const CLOSINGS: string[] = [
  'Phóng viên tiếp tục theo dõi và thông tin đến bạn đọc.',
  'Đây là nội dung được nhiều cử tri quan tâm trong các kỳ tiếp xúc gần đây.',
  'Thông tin sẽ được tiếp tục cập nhật.',
  'Cách làm này đang được nhiều địa phương lân cận tham khảo.',
  'Kết quả sẽ được báo cáo trong cuộc họp giao ban tuần tới.',
  'Người dân có thể gửi phản ánh qua đường dây nóng hoặc ứng dụng của tỉnh.',
  'Dư luận địa phương quan tâm theo dõi.',
  'Các bên thống nhất rà soát lại trước khi triển khai bước tiếp theo.',
]

export const HAMLETS: string[] = [
  'thôn Đông', 'thôn Đoài', 'thôn Thượng', 'thôn Hạ', 'thôn Trung', 'thôn Nội', 'thôn Ngoại', 'thôn An Lạc', 'thôn Phú Khê',
  'thôn Đồng Tâm', 'thôn Tân Lập', 'thôn Vân Trì', 'thôn Cầu Gáo', 'thôn Bến Đò', 'thôn Mỹ Xá', 'thôn Ngọc Lịch', 'thôn Thanh Xá',
  'thôn Lạc Thủy', 'thôn Hoàng Đôi', 'thôn Kim Đằng', 'thôn Đa Quang', 'thôn Nghĩa Lộ', 'thôn Phúc Bố', 'thôn Yên Thổ',
]
