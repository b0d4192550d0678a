<?xml version="1.0" encoding="UTF-8"?>
<!--
  From a received edXML document or status to the status that answers it (QCVN 102:2016).
  Input: the received message, with or without its attachments.
  Parameters: agency and agencyName of who answers, statusCode, description, timestamp (yyyy/MM/dd HH:mm:ss, Viet Nam time).
  Receivers in the field match prefixes as text: the mixture of prefixed and unprefixed elements is that of the samples.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:in="http://www.mic.gov.vn/TBT/QCVN_102_2016" exclude-result-prefixes="in">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:param name="agency"/>
  <xsl:param name="agencyName"/>
  <xsl:param name="statusCode"/>
  <xsl:param name="description"/>
  <xsl:param name="timestamp"/>

  <xsl:template match="/">
    <xsl:variable name="header" select="/in:edXML/in:edXMLEnvelope/in:edXMLHeader/in:MessageHeader"/>
    <!-- A status names the document it is about in ResponseFor; a document is itself what is answered. -->
    <xsl:variable name="about" select="$header[in:StatusCode]/in:ResponseFor"/>
    <edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
      <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
        <edXML:edXMLHeader>
          <edXML:MessageHeader>
            <edXML:From>
              <edXML:OrganId><xsl:value-of select="$agency"/></edXML:OrganId>
              <edXML:OrganName><xsl:value-of select="$agencyName"/></edXML:OrganName>
              <edXML:Email>vanthu@<xsl:value-of select="translate($agency, 'GH', 'gh')"/>.example</edXML:Email>
            </edXML:From>
            <edXML:ResponseFor>
              <edXML:OrganId><xsl:value-of select="$header/in:From/in:OrganId"/></edXML:OrganId>
              <xsl:choose>
                <xsl:when test="$about">
                  <edXML:Code><xsl:value-of select="$about/in:Code"/></edXML:Code>
                  <edXML:PromulgationDate><xsl:value-of select="$about/in:PromulgationDate"/></edXML:PromulgationDate>
                  <edXML:DocumentId><xsl:value-of select="$about/in:DocumentId"/></edXML:DocumentId>
                </xsl:when>
                <xsl:otherwise>
                  <edXML:Code>
                    <xsl:value-of select="concat($header/in:Code/in:CodeNumber, '/', $header/in:Code/in:CodeNotation)"/>
                  </edXML:Code>
                  <edXML:PromulgationDate>
                    <xsl:value-of select="$header/in:PromulgationInfo/in:PromulgationDate"/>
                  </edXML:PromulgationDate>
                  <edXML:DocumentId><xsl:value-of select="$header/in:DocumentId"/></edXML:DocumentId>
                </xsl:otherwise>
              </xsl:choose>
            </edXML:ResponseFor>
            <edXML:StaffInfo>
              <edXML:Department>Văn thư</edXML:Department>
              <edXML:Staff>Trần Thị Mẫu</edXML:Staff>
              <edXML:Mobile>0900000000</edXML:Mobile>
              <edXML:Email>vanthu@<xsl:value-of select="translate($agency, 'GH', 'gh')"/>.example</edXML:Email>
            </edXML:StaffInfo>
            <edXML:StatusCode><xsl:value-of select="$statusCode"/></edXML:StatusCode>
            <edXML:Description><xsl:value-of select="$description"/></edXML:Description>
            <edXML:Timestamp><xsl:value-of select="$timestamp"/></edXML:Timestamp>
          </edXML:MessageHeader>
        </edXML:edXMLHeader>
      </edXML:edXMLEnvelope>
    </edXML>
  </xsl:template>
</xsl:stylesheet>
