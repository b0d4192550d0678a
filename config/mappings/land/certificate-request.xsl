<?xml version="1.0" encoding="UTF-8"?>
<!-- From a request of G10/land-certificate, by serial, barcode or book number, to the land database. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://simulated.example/land">
  <xsl:param name="today"/>
  <xsl:param name="hubExchangeId"/>

  <xsl:template match=".">
    <soap:Envelope>
      <soap:Body>
        <TraCuuGiayChungNhan>
          <maYeuCau><xsl:value-of select="$hubExchangeId"/></maYeuCau>
          <thoiDiem><xsl:value-of select="$today"/></thoiDiem>
          <soPhatHanh><xsl:value-of select="?soPhatHanh"/></soPhatHanh>
          <maVach><xsl:value-of select="?maVach"/></maVach>
          <soVaoSo><xsl:value-of select="?soVaoSo"/></soVaoSo>
        </TraCuuGiayChungNhan>
      </soap:Body>
    </soap:Envelope>
  </xsl:template>
</xsl:stylesheet>
