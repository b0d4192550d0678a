<?xml version="1.0" encoding="UTF-8"?>
<!--
  From a letter as the sandbox's document systems write it to an edXML business document (QCVN 102:2016, type "new").
  Input: <letter number unit date time><from code name/><to code name/>+<subject/></letter>, date yyyy/MM/dd and time
  yyyy/MM/dd HH:mm:ss in Viet Nam time. Parameter: recipients, the codes of those "to" that shall receive it.
  Receivers in the field match prefixes as text: the mixture of prefixed and unprefixed elements is that of the samples.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:param name="recipients"/>

  <xsl:template match="/letter">
    <xsl:variable name="code" select="concat(@number, '/', @unit)"/>
    <xsl:variable name="file" select="concat(@number, '-', @unit, '.pdf')"/>
    <edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
      <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
        <edXML:edXMLHeader>
          <edXML:MessageHeader>
            <edXML:From><xsl:apply-templates select="from"/></edXML:From>
            <xsl:for-each select="to[contains($recipients, @code)]">
              <edXML:To><xsl:apply-templates select="."/></edXML:To>
            </xsl:for-each>
            <edXML:DocumentId><xsl:value-of select="concat(from/@code, ',', @date, ',', $code)"/></edXML:DocumentId>
            <edXML:Code>
              <edXML:CodeNumber><xsl:value-of select="@number"/></edXML:CodeNumber>
              <edXML:CodeNotation><xsl:value-of select="@unit"/></edXML:CodeNotation>
            </edXML:Code>
            <edXML:PromulgationInfo>
              <edXML:Place>Hà Nội</edXML:Place>
              <edXML:PromulgationDate><xsl:value-of select="@date"/></edXML:PromulgationDate>
            </edXML:PromulgationInfo>
            <edXML:DocumentType>
              <edXML:Type>1</edXML:Type>
              <edXML:TypeDetail>0</edXML:TypeDetail>
              <edXML:TypeName>Công văn</edXML:TypeName>
            </edXML:DocumentType>
            <edXML:Subject><xsl:value-of select="subject"/></edXML:Subject>
            <edXML:Content><xsl:value-of select="subject"/></edXML:Content>
            <edXML:SignerInfo>
              <edXML:Competence>TL.</edXML:Competence>
              <edXML:Position>Chánh Văn phòng</edXML:Position>
              <edXML:FullName>Nguyễn Văn Mẫu</edXML:FullName>
            </edXML:SignerInfo>
            <edXML:OtherInfo>
              <edXML:Priority>0</edXML:Priority>
              <edXML:PromulgationAmount>1</edXML:PromulgationAmount>
              <edXML:PageAmount>1</edXML:PageAmount>
              <edXML:Direction>false</edXML:Direction>
            </edXML:OtherInfo>
            <edXML:SteeringType>1</edXML:SteeringType>
            <edXML:ToPlaces>
              <edXML:Place>Như trên</edXML:Place>
              <edXML:Place><xsl:value-of select="concat('Lưu: VT, ', @unit)"/></edXML:Place>
            </edXML:ToPlaces>
          </edXML:MessageHeader>
          <edXML:TraceHeaderList>
            <edXML:TraceHeader>
              <edXML:OrganId><xsl:value-of select="from/@code"/></edXML:OrganId>
              <edXML:Timestamp><xsl:value-of select="@time"/></edXML:Timestamp>
            </edXML:TraceHeader>
            <edXML:Bussiness>
              <edXML:BussinessDocType>0</edXML:BussinessDocType>
              <edXML:BussinessDocReason>Văn bản điện tử mới</edXML:BussinessDocReason>
              <edXML:Paper>0</edXML:Paper>
              <edXML:StaffInfo>
                <edXML:Department>Văn thư</edXML:Department>
                <edXML:Staff>Trần Thị Mẫu</edXML:Staff>
                <edXML:Email><xsl:call-template name="email"><xsl:with-param name="code" select="from/@code"/></xsl:call-template></edXML:Email>
                <edXML:Mobile>0900000000</edXML:Mobile>
              </edXML:StaffInfo>
            </edXML:Bussiness>
          </edXML:TraceHeaderList>
        </edXML:edXMLHeader>
        <edXML:edXMLBody>
          <edXML:edXMLManifest version="1.0">
            <edXML:Reference>
              <edXML:ContentId>cid:1</edXML:ContentId>
              <edXML:ContentType>application/pdf</edXML:ContentType>
              <edXML:Description><xsl:value-of select="$file"/></edXML:Description>
              <edXML:AttachmentName><xsl:value-of select="$file"/></edXML:AttachmentName>
            </edXML:Reference>
          </edXML:edXMLManifest>
        </edXML:edXMLBody>
      </edXML:edXMLEnvelope>
      <AttachmentEncoded>
        <Attachment>
          <ContentId>cid:1</ContentId>
          <AttachmentName><xsl:value-of select="$file"/></AttachmentName>
          <Description><xsl:value-of select="$file"/></Description>
          <ContentType>application/pdf</ContentType>
          <edXML:ContentTransferEncoded xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"><xsl:call-template name="one-page-pdf"/></edXML:ContentTransferEncoded>
        </Attachment>
      </AttachmentEncoded>
    </edXML>
  </xsl:template>

  <xsl:template match="from|to" xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
    <edXML:OrganId><xsl:value-of select="@code"/></edXML:OrganId>
    <edXML:OrganName><xsl:value-of select="@name"/></edXML:OrganName>
    <edXML:OrganAdd>Hà Nội</edXML:OrganAdd>
    <edXML:Email><xsl:call-template name="email"><xsl:with-param name="code" select="@code"/></xsl:call-template></edXML:Email>
    <edXML:Telephone>02400000000</edXML:Telephone>
  </xsl:template>

  <xsl:template name="email">
    <xsl:param name="code"/>
    <xsl:value-of select="concat('vanthu@', translate($code, 'GH', 'gh'), '.example')"/>
  </xsl:template>

  <xsl:template name="one-page-pdf">JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9LaWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA1OTUgODQyXS9Db250ZW50cyA0IDAgUi9SZXNvdXJjZXM8PC9Gb250PDwvRiA1IDAgUj4+Pj4+PiBlbmRvYmoKNCAwIG9iajw8L0xlbmd0aCA2Nz4+c3RyZWFtCkJUIC9GIDE4IFRmIDcyIDcyMCBUZCAoVmFuIGJhbiB0aHUgbmdoaWVtIC0gc3ludGhldGljIGxldHRlcikgVGogRVQKZW5kc3RyZWFtIGVuZG9iago1IDAgb2JqPDwvVHlwZS9Gb250L1N1YnR5cGUvVHlwZTEvQmFzZUZvbnQvSGVsdmV0aWNhPj4gZW5kb2JqCnhyZWYKMCA2CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAwMCBuIAowMDAwMDAwMDUzIDAwMDAwIG4gCjAwMDAwMDAxMDMgMDAwMDAgbiAKMDAwMDAwMDIxMyAwMDAwMCBuIAowMDAwMDAwMzI2IDAwMDAwIG4gCnRyYWlsZXI8PC9TaXplIDYvUm9vdCAxIDAgUj4+CnN0YXJ0eHJlZgozODgKJSVFT0YK</xsl:template>
</xsl:stylesheet>
