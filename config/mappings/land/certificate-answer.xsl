<?xml version="1.0" encoding="UTF-8"?>
<!-- From a certificate (DC_GiayChungNhan) to the answer of G10/land-certificate. Its kind is that of the day of its issue. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:hub="urn:lienthong:mapping"
                xpath-default-namespace="http://simulated.example/land">
  <xsl:output method="json"/>

  <xsl:template match="/">
    <xsl:variable name="paper" select="//TraCuuGiayChungNhanResponse/DC_GiayChungNhan"/>
    <xsl:choose>
      <xsl:when test="empty($paper)"><xsl:sequence select="map{'timThay': false()}"/></xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="map{
          'timThay': true(),
          'giayChungNhan': map{
            'loai': string($paper/loaiGiayChungNhan),
            'tenLoai': hub:code('land-certificate', $paper/loaiGiayChungNhan, $paper/ngayCap, 'vi'),
            'soPhatHanh': string($paper/soPhatHanh),
            'soVaoSo': string($paper/soVaoSo),
            'maVach': string($paper/maVach),
            'ngayCap': string($paper/ngayCap),
            'donViCap': string($paper/donViCap),
            'tenNguoiKy': string($paper/tenNguoiKy),
            'daCongNhanPhapLy': $paper/daCongNhanPhapLy = '1',
            'thuaDat': array{ for $parcel in $paper/DC_ThuaDat return map{
              'maXa': string($parcel/maXa),
              'soHieuToBanDo': string($parcel/soHieuToBanDo),
              'soThuTuThua': string($parcel/soThuTuThua) } }
          }
        }"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
