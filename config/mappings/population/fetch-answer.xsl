<?xml version="1.0" encoding="UTF-8"?>
<!--
  CongdanCollection/CongDan as congDan: none when nobody matches. Without a collection nothing was answered, and the answer
  fails its schema. Empty elements are left out, and so is the district of an
  address, which means nothing any more since 01/07/2025. A code that its list does not know ends the mapping.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:array="http://www.w3.org/2005/xpath-functions/array"
    xmlns:hub="urn:lienthong:mapping"
    xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:dc="http://www.mic.gov.vn/dancu/1.0"
    xmlns:f="urn:lienthong:population">

  <xsl:output method="json"/>
  <xsl:param name="today"/>

  <xsl:template match="/">
    <xsl:variable name="collection" select="/soapenv:Envelope/soapenv:Body//dc:CongdanCollection"/>
    <xsl:variable name="people" as="map(*)*">
      <xsl:apply-templates select="$collection/dc:CongDan"/>
    </xsl:variable>
    <xsl:sequence select="if ($collection) then map {'congDan': array {$people}} else map {}"/>
  </xsl:template>

  <xsl:template match="dc:CongDan" as="map(*)">
    <xsl:sequence select="map:merge((
        f:text('soDinhDanh', dc:SoDinhDanh),
        f:text('soCMND', dc:SoCMND),
        f:name('hoVaTen', dc:HoVaTen),
        f:code('gioiTinh', 'population-sex', dc:GioiTinh, 'sex'),
        f:text('danToc', dc:DanToc),
        f:code('tenDanToc', 'ethnicity', dc:DanToc, 'vi'),
        f:text('tonGiao', dc:TonGiao),
        f:code('tinhTrangHonNhan', 'marital-status', dc:TinhTrangHonNhan[. = ('1', '2', '3')], 'vi'),
        f:code('nhomMau', 'blood-group', dc:NhomMau[. != '00'], 'vi'),
        f:day('ngaySinh', dc:NgayThangNamSinh/dc:NgayThangNam),
        f:text('namSinh', dc:NgayThangNamSinh/dc:Nam),
        f:address('noiDangKyKhaiSinh', dc:NoiDangKyKhaiSinh),
        f:text('quocTich', dc:QuocTich),
        f:address('queQuan', dc:QueQuan),
        f:address('thuongTru', dc:ThuongTru),
        f:address('noiOHienTai', dc:NoiOHienTai),
        f:person('cha', dc:Cha),
        f:person('me', dc:Me),
        f:person('voChong', dc:VoChong),
        f:person('nguoiDaiDien', dc:NguoiDaiDien),
        f:person('chuHo', dc:ChuHo),
        f:text('soSoHoKhau', dc:SoSoHoKhau)))"/>
  </xsl:template>

  <xsl:function name="f:text" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="from" as="element()?"/>
    <xsl:variable name="text" select="normalize-space($from)"/>
    <xsl:sequence select="if ($text = '') then map {} else map {$name: $text}"/>
  </xsl:function>

  <xsl:function name="f:code" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="list" as="xs:string"/>
    <xsl:param name="from" as="element()?"/>
    <xsl:param name="what" as="xs:string"/>
    <xsl:variable name="code" select="normalize-space($from)"/>
    <xsl:sequence select="if ($code = '') then map {} else map {$name: hub:code($list, $code, $today, $what)}"/>
  </xsl:function>

  <!-- Often the whole name stands in Ten, with Ho and ChuDem empty. -->
  <xsl:function name="f:name" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="from" as="element()?"/>
    <xsl:variable name="text" select="normalize-space(string-join(($from/dc:Ho, $from/dc:ChuDem, $from/dc:Ten), ' '))"/>
    <xsl:variable name="plain" select="if ($from/*) then $text else normalize-space($from)"/>
    <xsl:sequence select="if ($plain = '') then map {} else map {$name: $plain}"/>
  </xsl:function>

  <!-- yyyyMMdd as yyyy-MM-dd. -->
  <xsl:function name="f:day" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="from" as="element()?"/>
    <xsl:variable name="day" select="normalize-space($from)"/>
    <xsl:sequence select="if ($day = '') then map {}
        else map {$name: string(xs:date(replace($day, '^(\d{4})(\d{2})(\d{2})$', '$1-$2-$3')))}"/>
  </xsl:function>

  <xsl:function name="f:address" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="from" as="element()?"/>
    <xsl:sequence select="f:whole($name, map:merge((
        f:text('maTinh', $from/dc:MaTinhThanh),
        f:text('maXa', $from/dc:MaPhuongXa),
        f:text('chiTiet', $from/dc:ChiTiet),
        f:text('quocGia', $from/dc:QuocGia))))"/>
  </xsl:function>

  <xsl:function name="f:person" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="from" as="element()?"/>
    <xsl:sequence select="f:whole($name, map:merge((
        f:text('quanHe', $from/dc:QuanHe),
        f:name('hoVaTen', $from/dc:HoVaTen),
        f:text('quocTich', $from/dc:QuocTich),
        f:text('soDinhDanh', $from/dc:SoDinhDanh),
        f:text('soCMND', $from/dc:SoCMND))))"/>
  </xsl:function>

  <xsl:function name="f:whole" as="map(*)">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="parts" as="map(*)"/>
    <xsl:sequence select="if (map:size($parts) = 0) then map {} else map {$name: $parts}"/>
  </xsl:function>
</xsl:stylesheet>
