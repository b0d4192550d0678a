<?xml version="1.0" encoding="UTF-8"?>
<!--
  The simulated land database. Everything in it is made up. Until 30/06/2025 a parcel is known by the key that it had then
  (…Cu), since then by that of the merged commune: both parcels were sheet 12, parcel 34, each in its own commune.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="http://simulated.example/land"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" exclude-result-prefixes="d">
  <xsl:variable name="parcels" xmlns="http://simulated.example/land">
    <DC_ThuaDat>
      <thuaDatId>1</thuaDatId><maXa>99005</maXa><soHieuToBanDo>12</soHieuToBanDo><soThuTuThua>34</soThuTuThua>
      <maXaCu>99001</maXaCu><soHieuToBanDoCu>12</soHieuToBanDoCu><soThuTuThuaCu>34</soThuTuThuaCu>
      <dienTich>215.5</dienTich><dienTichPhapLy>215.5</dienTichPhapLy><laDoiTuongChiemDat>0</laDoiTuongChiemDat>
      <diaChi>Thôn Mẫu, Xã Mẫu Năm, Tỉnh Lào Cai</diaChi>
      <DC_MucDichSuDung>
        <maMucDichSuDung>ONT</maMucDichSuDung><dienTich>100</dienTich><thoiHanSuDung>Lâu dài</thoiHanSuDung>
      </DC_MucDichSuDung>
      <DC_MucDichSuDung>
        <maMucDichSuDung>CLN</maMucDichSuDung><dienTich>115.5</dienTich><thoiHanSuDung>15/10/2063</thoiHanSuDung>
      </DC_MucDichSuDung>
    </DC_ThuaDat>
    <DC_ThuaDat>
      <thuaDatId>2</thuaDatId><maXa>99005</maXa><soHieuToBanDo>112</soHieuToBanDo><soThuTuThua>34</soThuTuThua>
      <maXaCu>99002</maXaCu><soHieuToBanDoCu>12</soHieuToBanDoCu><soThuTuThuaCu>34</soThuTuThuaCu>
      <dienTich>88</dienTich><dienTichPhapLy>88</dienTichPhapLy><laDoiTuongChiemDat>0</laDoiTuongChiemDat>
      <diaChi>Thôn Mẫu Hai, Xã Mẫu Năm, Tỉnh Lào Cai</diaChi>
      <DC_MucDichSuDung>
        <maMucDichSuDung>LUC</maMucDichSuDung><dienTich>88</dienTich><thoiHanSuDung>15/10/2063</thoiHanSuDung>
      </DC_MucDichSuDung>
    </DC_ThuaDat>
  </xsl:variable>

  <xsl:variable name="papers" xmlns="http://simulated.example/land">
    <DC_GiayChungNhan>
      <giayChungNhanId>1</giayChungNhanId><loaiGiayChungNhan>2</loaiGiayChungNhan><soVaoSo>VP 00001</soVaoSo>
      <soPhatHanh>AA00000001</soPhatHanh><maVach>9900525000001</maVach><ngayCap>2025-08-15</ngayCap>
      <tenNguoiKy>Nguyễn Văn Mẫu</tenNguoiKy><daCongNhanPhapLy>1</daCongNhanPhapLy>
      <donViCap>Chi nhánh Văn phòng đăng ký đất đai Mẫu</donViCap>
      <DC_ThuaDat>
        <maXa>99005</maXa><soHieuToBanDo>12</soHieuToBanDo><soThuTuThua>34</soThuTuThua>
      </DC_ThuaDat>
    </DC_GiayChungNhan>
    <DC_GiayChungNhan>
      <giayChungNhanId>2</giayChungNhanId><loaiGiayChungNhan>1</loaiGiayChungNhan><soVaoSo>CH 00002</soVaoSo>
      <soPhatHanh>BB000002</soPhatHanh><maVach>9900215000002</maVach><ngayCap>2015-03-02</ngayCap>
      <tenNguoiKy>Trần Thị Mẫu</tenNguoiKy><daCongNhanPhapLy>1</daCongNhanPhapLy>
      <donViCap>UBND huyện Mẫu</donViCap>
      <DC_ThuaDat>
        <maXa>99002</maXa><soHieuToBanDo>12</soHieuToBanDo><soThuTuThua>34</soThuTuThua>
      </DC_ThuaDat>
    </DC_GiayChungNhan>
  </xsl:variable>

  <xsl:template match="/">
    <soap:Envelope>
      <soap:Body><xsl:apply-templates select="soap:Envelope/soap:Body/*"/></soap:Body>
    </soap:Envelope>
  </xsl:template>

  <xsl:template match="d:TraCuuThuaDat">
    <xsl:variable name="asked" select="."/>
    <xsl:variable name="old" select="$asked/d:thoiDiem &lt; '2025-07-01'"/>
    <xsl:variable name="found" select="$parcels/*[
      ($asked/d:maXa, $asked/d:soHieuToBanDo, $asked/d:soThuTuThua) ! string()
      => deep-equal((if ($old) then (d:maXaCu, d:soHieuToBanDoCu, d:soThuTuThuaCu)
                     else (d:maXa, d:soHieuToBanDo, d:soThuTuThua)) ! string())]"/>
    <d:TraCuuThuaDatResponse>
      <xsl:copy-of select="$asked/d:thoiDiem"/>
      <xsl:for-each select="$found">
        <d:DC_ThuaDat>
          <!-- The key is the one of the day; what it is otherwise known by follows. -->
          <xsl:choose>
            <xsl:when test="$old">
              <d:maXa><xsl:value-of select="d:maXaCu"/></d:maXa>
              <d:soHieuToBanDo><xsl:value-of select="d:soHieuToBanDoCu"/></d:soHieuToBanDo>
              <d:soThuTuThua><xsl:value-of select="d:soThuTuThuaCu"/></d:soThuTuThua>
              <xsl:copy-of select="d:dienTich, d:dienTichPhapLy, d:diaChi, d:DC_MucDichSuDung"/>
            </xsl:when>
            <xsl:otherwise><xsl:copy-of select="*"/></xsl:otherwise>
          </xsl:choose>
        </d:DC_ThuaDat>
      </xsl:for-each>
    </d:TraCuuThuaDatResponse>
  </xsl:template>

  <xsl:template match="d:TraCuuGiayChungNhan">
    <xsl:variable name="asked" select="."/>
    <d:TraCuuGiayChungNhanResponse>
      <xsl:copy-of select="$papers/*[
        d:soPhatHanh = $asked/d:soPhatHanh or d:maVach = $asked/d:maVach or d:soVaoSo = $asked/d:soVaoSo]"/>
    </d:TraCuuGiayChungNhanResponse>
  </xsl:template>
</xsl:stylesheet>
