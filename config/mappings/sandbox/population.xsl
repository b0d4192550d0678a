<?xml version="1.0" encoding="UTF-8"?>
<!--
  The simulated population database: made-up people, the protocol as the real one speaks it. It insists on the order of
  the request's children and on names in capitals. MaDVC 0.000004 gets the fault 004 (procedure not licensed), an officer
  whose id ends in -005 the fault 005 (no permission).
-->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:dan="http://dancuquocgia.bca"
    xmlns:ns1="http://www.mic.gov.vn/dancu/1.0"
    xmlns:f="urn:lienthong:population">

  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:variable name="people">
    <p so="000085000000" cmnd="000000001" ten="Nguyễn Văn Mẫu" gioi="1" ngay="19850203" honNhan="2" xa="99011"
        nha="Số 1 phố Mẫu" vo="000187000000" tenVo="Trần Thị Thử"/>
    <p so="000187000000" cmnd="000000002" ten="Trần Thị Thử" gioi="2" ngay="19870405" honNhan="2" xa="99011"
        nha="Số 1 phố Mẫu" vo="000085000000" tenVo="Nguyễn Văn Mẫu"/>
    <p so="000215000000" ten="Nguyễn Văn Con Mẫu" gioi="1" ngay="20150607" xa="99011" nha="Số 1 phố Mẫu"
        cha="000085000000" tenCha="Nguyễn Văn Mẫu" me="000187000000" tenMe="Trần Thị Thử"/>
    <p so="000160000000" cmnd="000000003" ten="Lê Thị Ví Dụ" gioi="2" nam="1960" honNhan="3" xa="99003"
        nha="Thôn Mẫu"/>
    <p so="099090000000" ten="Phạm Minh Giả" gioi="1" ngay="19900809" honNhan="1" xa="99005" nha="Bản Mẫu"/>
  </xsl:variable>

  <xsl:variable name="order" select="('MaYeuCau', 'MaDVC', 'MaTichHop', 'MaCanBo', 'MaDonVi', 'TaiKhoan', 'SoDienThoai',
      'SoDinhDanh', 'SoCMND', 'HoVaTen', 'NgayThangNamSinh')"/>

  <xsl:template match="/">
    <xsl:variable name="request" select="/soapenv:Envelope/soapenv:Body/dan:*"/>
    <soapenv:Envelope>
      <soapenv:Body>
        <xsl:choose>
          <xsl:when test="not(f:ordered($request)) or $request/dan:HoVaTen != upper-case($request/dan:HoVaTen)">
            <xsl:sequence select="f:fault('Client', 'Yêu cầu không đúng thứ tự hoặc họ tên không viết hoa')"/>
          </xsl:when>
          <xsl:when test="$request/dan:MaDVC = '0.000004'">
            <xsl:sequence select="f:fault('004', 'Dịch vụ công chưa được cấp phép khai thác CSDLQG về dân cư')"/>
          </xsl:when>
          <xsl:when test="ends-with($request/dan:MaCanBo, '-005')">
            <xsl:sequence select="f:fault('005', 'Tài khoản cán bộ không có quyền khai thác')"/>
          </xsl:when>
          <xsl:when test="$request/self::dan:XacThucThongTinCongDan">
            <ns1:KetQuaXacThuc>
              <ns1:TonTai>{exists(f:match($request))}</ns1:TonTai>
            </ns1:KetQuaXacThuc>
          </xsl:when>
          <xsl:when test="$request/self::dan:TraCuuThongTinCongDan">
            <ns1:CongdanCollection>
              <xsl:apply-templates select="f:match($request)"/>
            </ns1:CongdanCollection>
          </xsl:when>
          <xsl:otherwise>
            <xsl:sequence select="f:fault('Client', 'Không có dịch vụ này')"/>
          </xsl:otherwise>
        </xsl:choose>
      </soapenv:Body>
    </soapenv:Envelope>
  </xsl:template>

  <xsl:template match="p">
    <ns1:CongDan>
      <ns1:SoDinhDanh>{@so}</ns1:SoDinhDanh>
      <ns1:SoCMND>{@cmnd}</ns1:SoCMND>
      <ns1:HoVaTen><ns1:Ho/><ns1:ChuDem/><ns1:Ten>{@ten}</ns1:Ten></ns1:HoVaTen>
      <ns1:GioiTinh>{@gioi}</ns1:GioiTinh>
      <ns1:DanToc>01</ns1:DanToc>
      <ns1:TonGiao>00</ns1:TonGiao>
      <ns1:TinhTrangHonNhan>{(@honNhan, '0')[1]}</ns1:TinhTrangHonNhan>
      <ns1:NhomMau>00</ns1:NhomMau>
      <ns1:NgayThangNamSinh>
        <ns1:Nam>{(@nam, substring(@ngay, 1, 4))[1]}</ns1:Nam>
        <ns1:NgayThangNam>{@ngay}</ns1:NgayThangNam>
      </ns1:NgayThangNamSinh>
      <ns1:NoiDangKyKhaiSinh><xsl:call-template name="address"/></ns1:NoiDangKyKhaiSinh>
      <ns1:QuocTich>VN</ns1:QuocTich>
      <ns1:QueQuan><xsl:call-template name="address"/></ns1:QueQuan>
      <ns1:ThuongTru><xsl:call-template name="address"/></ns1:ThuongTru>
      <ns1:NoiOHienTai><xsl:call-template name="address"/></ns1:NoiOHienTai>
      <ns1:Cha><xsl:sequence select="f:person(@tenCha, @cha)"/></ns1:Cha>
      <ns1:Me><xsl:sequence select="f:person(@tenMe, @me)"/></ns1:Me>
      <ns1:VoChong><xsl:sequence select="f:person(@tenVo, @vo)"/></ns1:VoChong>
      <ns1:NguoiDaiDien/>
      <ns1:ChuHo>
        <ns1:QuanHe>01</ns1:QuanHe>
        <ns1:SoDinhDanh>{@so}</ns1:SoDinhDanh>
        <ns1:SoCMND/>
        <ns1:HoVaTen>{@ten}</ns1:HoVaTen>
      </ns1:ChuHo>
      <ns1:SoSoHoKhau/>
    </ns1:CongDan>
  </xsl:template>

  <xsl:template name="address">
    <ns1:MaTinhThanh>{if (@xa = ('99003', '99005')) then '15' else '01'}</ns1:MaTinhThanh>
    <ns1:MaQuanHuyen/>
    <ns1:MaPhuongXa>{@xa}</ns1:MaPhuongXa>
    <ns1:ChiTiet>{@nha}</ns1:ChiTiet>
    <ns1:QuocGia>VN</ns1:QuocGia>
  </xsl:template>

  <xsl:function name="f:person" as="element()*">
    <xsl:param name="name"/>
    <xsl:param name="number"/>
    <xsl:if test="$number">
      <ns1:HoVaTen>{$name}</ns1:HoVaTen>
      <ns1:QuocTich>VN</ns1:QuocTich>
      <ns1:SoDinhDanh>{$number}</ns1:SoDinhDanh>
      <ns1:SoCMND/>
    </xsl:if>
  </xsl:function>

  <!-- Number, name and birth date, all three: it is a match, not a search. -->
  <xsl:function name="f:match" as="element()*">
    <xsl:param name="request" as="element()"/>
    <xsl:variable name="born" select="$request/dan:NgayThangNamSinh"/>
    <xsl:sequence select="$people/p[@so = $request/dan:SoDinhDanh or @cmnd = $request/dan:SoCMND]
        [upper-case(@ten) = $request/dan:HoVaTen]
        [@ngay = $born/dan:NgayThangNam or (@nam, substring(@ngay, 1, 4))[1] = $born/dan:Nam]"/>
  </xsl:function>

  <xsl:function name="f:ordered" as="xs:boolean">
    <xsl:param name="request" as="element()?"/>
    <xsl:variable name="places" select="$request/*/index-of($order, local-name())"/>
    <xsl:sequence select="exists($request/dan:MaYeuCau) and count($places) = count($request/*)
        and deep-equal($places, sort(distinct-values($places)))"/>
  </xsl:function>

  <xsl:function name="f:fault" as="element()">
    <xsl:param name="code"/>
    <xsl:param name="text"/>
    <soapenv:Fault>
      <faultcode>soapenv:{$code}</faultcode>
      <faultstring>{$text}</faultstring>
    </soapenv:Fault>
  </xsl:function>
</xsl:stylesheet>
