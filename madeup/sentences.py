"""Sentences of made-up documents (`madeup.documents`), by the section in which they stand.

`{organ}` `{place}` `{field}` `{person}` are put in, `{n}` is a number that is no result, and `⟦件⟧` a number with that unit
that is one. All of it is invented.
"""

from __future__ import annotations

# What was done, with what came of it.
WORK: tuple[str, ...] = (
    "{organ}围绕{field}办理案件⟦件⟧，制发检察建议⟦份⟧，相关单位均已整改。",
    "经跟进监督，{place}清理历史积案⟦件⟧，约谈负责人⟦人⟧，建章立制⟦项⟧。",
    "截至年底，共排查{field}风险点⟦处⟧，督促⟦家⟧企业完成改造，追回资金⟦元⟧。",
    "{organ}移送{field}线索⟦条⟧，挽回经济损失⟦元⟧，群众满意度提升至⟦%⟧。",
    "整治以来，{place}{field}投诉量同比下降⟦%⟧，按期整改率同比上升⟦个百分点⟧。",
    "依托信息共享平台，核查{field}数据⟦余条⟧，发现异常⟦处⟧，推动补缴费用⟦元⟧。",
    "联合主管部门检查点位⟦个⟧，更换老旧设施⟦台⟧，修复受损土地⟦亩⟧。",
    "社工累计家访⟦次⟧，帮助⟦名⟧少年重返校园，开展法治宣讲⟦场⟧。",
)
# How it was gone about: numbers that are parameters of the work.
PROCESS: tuple[str, ...] = (
    "{organ}分三批移送材料，每次抽取{n}至{n}个点位复核，对评分低于{n}分的单位再次通报。",
    "围绕{field}坚持“两个到位、三个同步”，由{n}名检察官组成办案组，逐案评估。",
    "会同主管部门建立{field}信息共享清单，定期通报、及时会商，压实各方责任。",
    "依法制发检察建议并跟进落实，邀请专家参与论证，提高监督意见的可行性。",
    "针对{field}管理漏洞，{organ}按照《样例办法(试行)》第{n}条的规定，启动一体化办案程序。",
)
# What had happened.
FACTS: tuple[str, ...] = (
    "2023年4月以来，{place}{field}领域问题反映集中，{n}户居民受到影响，涉及面积{n}平方米。",
    "{person}在{place}租用仓库，先后销售不合格产品{n}盒，非法获利{n}万元，被骗群众{n}余人。",
    "经查，{place}{field}设施建于2009年，注册资本{n}万元的某公司负责维护，{n}处隐患长期没有处理。",
    "{person}，男，1985年生，与他人约定分成后运输货物{n}吨，造成生态损失{n}万元。",
    "{person}驾驶车辆途经{place}时被查获，血液酒精含量为{n}mg/100ml。",
)
COURT: tuple[str, ...] = (
    "法院判处{person}有期徒刑{n}年，并处罚金{n}万元，判令其赔偿损失{n}元。",
    "{place}人民法院判决确认该行为违法，责令被告在{n}日内继续履行职责，各方均未上诉。",
)
LAW: tuple[str, ...] = (
    "《样例管理条例》第{n}条：销售金额五万元以上不满二十万元的，处二年以下有期徒刑。",
    "《样例保护法》第{n}条、第{n}条。违法所得五千元以上的，应当认定为情节严重。",
)
HEARING: tuple[str, ...] = (
    "听证准备。{organ}邀请人大代表、人民监督员等{n}人担任听证员，走访点位{n}处。",
    "听证过程。2024年5月16日，{organ}召开公开听证会，{n}名群众代表旁听，各方围绕{field}充分发表意见。",
    "听证结果。{n}名听证员一致认为，{field}事关群众切身利益，应当限期整改。",
)
POINT: tuple[str, ...] = (
    "检察机关针对{field}问题，采用检察建议、公开听证等方式，督促行政机关依法全面履职。",
    "对于{field}领域的多发问题，检察机关应当由个案办理转向系统治理，促进长效机制落地。",
)
MEANING: tuple[str, ...] = (
    "{field}关系千家万户。本案办理中，检察机关依法能动履职，以个案办理促进类案治理。",
    "检察机关立足职能，加强与主管部门的协作配合，形成了{field}保护合力，具有参考价值。",
    "从“办理一案”到“治理一片”，{place}的做法为同类问题的解决提供了样本。",
)
ASPECTS: tuple[str, ...] = ("公益诉讼", "诉源治理", "一体履职", "协同共治", "公开听证", "类案监督")
PERSONS: tuple[str, ...] = ("高某", "罗某甲", "严某某", "欧阳某", "袁某山")
CRIMES: tuple[str, ...] = ("非法采矿", "销售伪劣产品", "盗窃", "危险驾驶", "侵犯公民个人信息")
