<?xml version="1.0" encoding="UTF-8"?>
<!--
  A request of the population database's SOAP services, whose children stand in a fixed order: MaYeuCau, MaDVC, MaTichHop,
  MaCanBo, SoDinhDanh or SoCMND, HoVaTen in capitals, NgayThangNamSinh. Those who include this call the template.
-->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:dan="http://dancuquocgia.bca">

  <xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="no"/>

  <xsl:param name="hubExchangeId" select="''"/>
  <xsl:param name="hubProcedure" select="''"/>
  <xsl:param name="hubConsumer" select="''"/>
  <xsl:param name="hubOfficer" select="''"/>

  <xsl:template name="request">
    <xsl:param name="person" as="map(*)"/>
    <xsl:param name="operation" as="xs:string"/>
    <xsl:param name="integration" as="xs:string"/>
    <soapenv:Envelope>
      <soapenv:Header/>
      <soapenv:Body>
        <xsl:element name="dan:{$operation}">
          <dan:MaYeuCau>{$hubExchangeId}</dan:MaYeuCau>
          <!-- The procedure's code; who asks without one is named instead. -->
          <dan:MaDVC>{if ($hubProcedure != '') then $hubProcedure else $hubConsumer}</dan:MaDVC>
          <dan:MaTichHop>{$integration}</dan:MaTichHop>
          <dan:MaCanBo>{$hubOfficer}</dan:MaCanBo>
          <xsl:choose>
            <xsl:when test="string-length($person?soDinhDanh) = 9">
              <dan:SoCMND>{$person?soDinhDanh}</dan:SoCMND>
            </xsl:when>
            <xsl:otherwise>
              <dan:SoDinhDanh>{$person?soDinhDanh}</dan:SoDinhDanh>
            </xsl:otherwise>
          </xsl:choose>
          <dan:HoVaTen>{upper-case(normalize-space($person?hoVaTen))}</dan:HoVaTen>
          <dan:NgayThangNamSinh>
            <xsl:choose>
              <xsl:when test="map:contains($person, 'ngaySinh')">
                <dan:NgayThangNam>{translate($person?ngaySinh, '-', '')}</dan:NgayThangNam>
              </xsl:when>
              <xsl:otherwise>
                <dan:Nam>{$person?namSinh}</dan:Nam>
              </xsl:otherwise>
            </xsl:choose>
          </dan:NgayThangNamSinh>
        </xsl:element>
      </soapenv:Body>
    </soapenv:Envelope>
  </xsl:template>
</xsl:stylesheet>
