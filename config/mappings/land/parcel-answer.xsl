<?xml version="1.0" encoding="UTF-8"?>
<!-- From a land parcel (DC_ThuaDat) to the answer of G10/land-parcel. Names are those of the day asked for. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:hub="urn:lienthong:mapping"
                xpath-default-namespace="http://simulated.example/land" expand-text="no">
  <xsl:output method="json"/>

  <xsl:template match="/">
    <xsl:variable name="answer" select="//TraCuuThuaDatResponse"/>
    <xsl:variable name="day" select="string($answer/thoiDiem)"/>
    <xsl:variable name="parcel" select="$answer/DC_ThuaDat"/>
    <xsl:choose>
      <xsl:when test="empty($parcel)"><xsl:sequence select="map{'timThay': false()}"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="province" select="hub:code('commune', $parcel/maXa, $day, 'province')"/>
        <xsl:sequence select="map{
          'timThay': true(),
          'thuaDat': map:merge((
            map{
              'maXa': string($parcel/maXa),
              'tenXa': hub:code('commune', $parcel/maXa, $day, 'vi'),
              'maTinh': $province,
              'tenTinh': hub:code('province', $province, $day, 'vi'),
              'soHieuToBanDo': string($parcel/soHieuToBanDo),
              'soThuTuThua': string($parcel/soThuTuThua),
              'dienTich': number($parcel/dienTich),
              'diaChi': string($parcel/diaChi),
              'mucDichSuDung': array{ for $use in $parcel/DC_MucDichSuDung return map{
                'ma': string($use/maMucDichSuDung),
                'ten': hub:code('land-use', $use/maMucDichSuDung, $day, 'vi'),
                'dienTich': number($use/dienTich),
                'thoiHan': string($use/thoiHanSuDung) } }
            },
            if ($parcel/maXaCu) then map{
              'maXaCu': string($parcel/maXaCu),
              'soHieuToBanDoCu': string($parcel/soHieuToBanDoCu),
              'soThuTuThuaCu': string($parcel/soThuTuThuaCu)
            } else map{}
          ))
        }" xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
