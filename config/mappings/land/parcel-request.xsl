<?xml version="1.0" encoding="UTF-8"?>
<!--
  From a request of G10/land-parcel to the land database. The commune's code must mean something on the day asked for:
  communes were merged on 01/07/2025 and some codes live on with another area. Element names are those of DC_ThuaDat;
  the envelope is the sandbox's, because the transport of the land database could not be verified.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:hub="urn:lienthong:mapping"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://simulated.example/land"
                exclude-result-prefixes="hub">
  <xsl:param name="today"/>
  <xsl:param name="hubExchangeId"/>

  <xsl:template match=".">
    <xsl:variable name="day" select="string((?ngay, $today)[1])"/>
    <soap:Envelope>
      <soap:Body>
        <TraCuuThuaDat>
          <maYeuCau><xsl:value-of select="$hubExchangeId"/></maYeuCau>
          <thoiDiem><xsl:value-of select="$day"/></thoiDiem>
          <maXa><xsl:value-of select="?maXa"/></maXa>
          <tenXa><xsl:value-of select="hub:code('commune', ?maXa, $day, 'vi')"/></tenXa>
          <soHieuToBanDo><xsl:value-of select="?soHieuToBanDo"/></soHieuToBanDo>
          <soThuTuThua><xsl:value-of select="?soThuTuThua"/></soThuTuThua>
        </TraCuuThuaDat>
      </soap:Body>
    </soap:Envelope>
  </xsl:template>
</xsl:stylesheet>
