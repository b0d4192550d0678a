<?xml version="1.0" encoding="UTF-8"?>
<!-- KetQuaXacThuc/TonTai as tonTai; without it the answer fails its schema. -->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:dc="http://www.mic.gov.vn/dancu/1.0">

  <xsl:output method="json"/>

  <xsl:template match="/">
    <xsl:variable name="exists" select="/soapenv:Envelope/soapenv:Body//dc:KetQuaXacThuc/dc:TonTai"/>
    <xsl:sequence select="if ($exists) then map {'tonTai': xs:boolean($exists)} else map {}"/>
  </xsl:template>
</xsl:stylesheet>
