//! The fields that a refusal points to, so that a form can put its caret there.

/// The field of a form that a refusal belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefusedField {
    /// 来访目的.
    Purpose,
    /// 姓名或称呼.
    Name,
    /// 证件.
    IdNumber,
    /// 电话.
    Phone,
    /// 地址.
    Address,
    /// 单位名称.
    OrganisationName,
    /// 信用代码.
    CreditCode,
    /// 负责人.
    Head,
    /// 单位地址.
    OrganisationAddress,
    /// 事项.
    Matter,
    /// 类别.
    Kind,
    /// 联办环节.
    Stages,
    /// What was shown of a 联办环节.
    StageProof,
    /// 科室.
    Department,
    /// 材料.
    Materials,
    /// 分类.
    Disposition,
    /// 时限.
    Limit,
    /// 原因、理由.
    Reason,
    /// 依据.
    BasisText,
    /// 替代建议.
    Alternative,
    /// 备注.
    Remark,
    /// 回复.
    Reply,
    /// 日志摘要.
    Summary,
    /// 签字.
    Signature,
    /// 接收单位.
    Unit,
    /// 转来.
    ReceivedFrom,
    /// 人员.
    Staff,
    /// 代码 of one of our people.
    Code,
    /// 手机 of one of our people.
    Mobile,
    /// 角色 of one of our people.
    Roles,
    /// The second person's code.
    Second,
    /// 任命文件.
    AppointingPaper,
    /// 委托书.
    Mandate,
    /// 补录: when it was.
    LateTime,
    /// 手工单号.
    LateNumber,
    /// 补录: why it was on paper.
    LateReason,
    /// 册号和页码.
    Page,
    /// A value of the office's, by its name on the wire.
    Setting(&'static str),
    /// No field: the command as a whole.
    Whole,
}
