"""The catalogue as version 0.1.0 has it: five migrations of its making in one. It imports nothing of ours, as none may."""

import secrets

import django.core.validators
import django.db.models.deletion
import taggit.managers
from django.db import migrations, models

KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def begin_versions(apps, schema_editor):
    apps.get_model("reform_cases", "CatalogueVersion").objects.create(pk=1, token=secrets.token_hex(16))


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    # A database that has all of these has this one, whose name and tables are those of the first of them.
    replaces = [
        ("reform_cases", "0002_search"),
        ("reform_cases", "0003_version_triggers"),
        ("reform_cases", "0004_quicker_index"),
        ("reform_cases", "0005_segments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Function",
            fields=[
                KEY,
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
            ],
            options={
                "verbose_name": "检察职能",
                "verbose_name_plural": "检察职能",
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="Keyword",
            fields=[
                KEY,
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
                ),
            ],
            options={
                "verbose_name": "关键词",
                "verbose_name_plural": "关键词",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                KEY,
                (
                    "slug",
                    models.SlugField(
                        help_text="例如 jcgg-2024；发布后不再更改。",
                        max_length=60,
                        unique=True,
                        verbose_name="网址标识",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("series", models.CharField(blank=True, max_length=100, verbose_name="系列")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("publisher", models.CharField(blank=True, max_length=100, verbose_name="发布机关")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="发布日期")),
            ],
            options={
                "verbose_name": "发布批次",
                "verbose_name_plural": "发布批次",
                "ordering": ["-year", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1949), ("year__lte", 2100)),
                        name="collection_year_plausible",
                        violation_error_message="年份应在 1949 至 2100 之间。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                KEY,
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9999),
                        ],
                        verbose_name="序号",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(editable=False, max_length=80, unique=True, verbose_name="网址标识"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                (
                    "organ",
                    models.CharField(
                        blank=True, help_text="按原文所称。", max_length=200, verbose_name="检察机关"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("province", "省级"), ("prefecture", "市级"), ("county", "县级")],
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
                ("background", models.TextField(blank=True, verbose_name="改革背景")),
                ("significance", models.TextField(blank=True, verbose_name="典型意义")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("published", "已发布")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "source_start",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="原文起点"
                    ),
                ),
                (
                    "source_end",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="原文终点"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="reform_cases.collection",
                        verbose_name="发布批次",
                    ),
                ),
                (
                    "functions",
                    models.ManyToManyField(
                        blank=True, related_name="cases", to="reform_cases.function", verbose_name="检察职能"
                    ),
                ),
            ],
            options={
                "verbose_name": "事例",
                "verbose_name_plural": "事例",
                "ordering": ["-collection__year", "collection__slug", "number"],
            },
        ),
        migrations.CreateModel(
            name="CaseKeyword",
            fields=[
                KEY,
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_keywords",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_keywords",
                        to="reform_cases.keyword",
                        verbose_name="关键词",
                    ),
                ),
            ],
            options={
                "verbose_name": "事例关键词",
                "verbose_name_plural": "事例关键词",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="keywords",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="用顿号、分号、逗号或空格分隔；关键词本身含顿号时，请用空格或分号分隔。",
                through="reform_cases.CaseKeyword",
                to="reform_cases.Keyword",
                verbose_name="关键词",
            ),
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                KEY,
                ("anchor", models.CharField(editable=False, max_length=20, verbose_name="锚点")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="按原文：一、(一) 等。", max_length=20, verbose_name="编号"
                    ),
                ),
                ("heading", models.CharField(max_length=300, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="reform_cases.measure",
                        verbose_name="上级举措",
                    ),
                ),
            ],
            options={
                "verbose_name": "改革举措",
                "verbose_name_plural": "改革举措",
                "ordering": ["case", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(
                        help_text="GB/T 2260 六位数字代码",
                        max_length=6,
                        primary_key=True,
                        serialize=False,
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "省级"), ("prefecture", "市级"), ("county", "县级")],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__regex", "^[1-9][0-9]0000$"), ("level", "province")),
                            models.Q(
                                ("code__regex", "^[1-9][0-9]{3}00$"),
                                ("level", "prefecture"),
                                models.Q(("code__endswith", "0000"), _negated=True),
                            ),
                            models.Q(
                                ("code__regex", "^[1-9][0-9]{5}$"),
                                ("level", "county"),
                                models.Q(("code__endswith", "00"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="region_code_shape",
                        violation_error_message="代码与级别不符：应为 GB/T 2260 六位代码。",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="reform_cases.region",
                verbose_name="地区",
            ),
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                KEY,
                ("anchor", models.CharField(editable=False, max_length=20, verbose_name="锚点")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("name", models.CharField(max_length=60, verbose_name="栏目名")),
                ("text", models.TextField(blank=True, verbose_name="正文")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
            ],
            options={
                "verbose_name": "其他栏目",
                "verbose_name_plural": "其他栏目",
                "ordering": ["case", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                KEY,
                ("anchor", models.CharField(editable=False, max_length=20, verbose_name="锚点")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "quote",
                    models.CharField(
                        help_text="数字、单位连同“余、多、近”等限定，与原文一字不差。",
                        max_length=100,
                        verbose_name="原文写法",
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        blank=True, help_text="这个数字衡量的是什么。", max_length=120, verbose_name="指标"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="数值"
                    ),
                ),
                (
                    "value_low",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="下限"
                    ),
                ),
                (
                    "value_high",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="上限"
                    ),
                ),
                (
                    "value_from",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="变化前"
                    ),
                ),
                (
                    "value_to",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="变化后"
                    ),
                ),
                (
                    "base_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="换算成个位的数值，例如 2.3亿 记 230000000；成数换算成百分数。",
                        max_digits=24,
                        null=True,
                        verbose_name="换算值",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="单位")),
                (
                    "approximation",
                    models.CharField(
                        blank=True,
                        help_text="余、多、近、约、超、逾、以上、至少 等。",
                        max_length=10,
                        verbose_name="限定",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("up", "上升"), ("down", "下降")],
                        max_length=5,
                        verbose_name="方向",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("count", "数量"),
                            ("amount", "金额"),
                            ("rate", "比率"),
                            ("change", "变化"),
                            ("ranking", "首创或位次"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        blank=True,
                        help_text="按原文所写，例如 2024年以来。",
                        max_length=60,
                        verbose_name="时期",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("achieved", "已实现"), ("planned", "计划中")],
                        default="achieved",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True, help_text="这个数字说的是谁。", max_length=120, verbose_name="统计范围"
                    ),
                ),
                ("sentence", models.TextField(blank=True, verbose_name="所在句")),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("background", "改革背景"),
                            ("measure", "改革举措"),
                            ("section", "其他栏目"),
                            ("significance", "典型意义"),
                        ],
                        max_length=12,
                        verbose_name="所在部分",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="reform_cases.measure",
                        verbose_name="所属举措",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="reform_cases.section",
                        verbose_name="所属栏目",
                    ),
                ),
            ],
            options={
                "verbose_name": "量化成效",
                "verbose_name_plural": "量化成效",
                "ordering": ["case", "order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SourceDocument",
            fields=[
                KEY,
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("text", models.TextField(help_text="收到时的原文，不作任何改动。", verbose_name="原文")),
                (
                    "sha256",
                    models.CharField(
                        help_text="收到的文件的校验值。",
                        max_length=64,
                        unique=True,
                        verbose_name="文件 SHA-256",
                    ),
                ),
                (
                    "text_sha256",
                    models.CharField(
                        help_text="原文按 UTF-8 编码后的校验值。", max_length=64, verbose_name="文本 SHA-256"
                    ),
                ),
                ("encoding", models.CharField(max_length=20, verbose_name="编码")),
                (
                    "media_type",
                    models.CharField(default="text/plain", max_length=100, verbose_name="媒体类型"),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True, help_text="原始网址或取得方式。", max_length=500, verbose_name="来自"
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="原文所注来源")),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="reform_cases.collection",
                        verbose_name="发布批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "来源文献",
                "verbose_name_plural": "来源文献",
                "ordering": ["collection", "name"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                KEY,
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("title", "标题"),
                            ("organ", "检察机关"),
                            ("keyword", "关键词"),
                            ("background", "改革背景"),
                            ("significance", "典型意义"),
                            ("heading", "举措标题"),
                            ("body", "举措正文"),
                            ("section", "其他栏目"),
                            ("outcome", "量化成效"),
                            ("sentence", "所在句"),
                        ],
                        max_length=12,
                        verbose_name="字段",
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="标识")),
                ("part", models.PositiveSmallIntegerField(default=0, verbose_name="段")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("quote", models.TextField(verbose_name="原文")),
                (
                    "standing",
                    models.CharField(
                        choices=[("proposed", "程序读出"), ("confirmed", "人工核定")],
                        default="proposed",
                        max_length=10,
                        verbose_name="核定",
                    ),
                ),
                ("proposed", models.JSONField(blank=True, default=dict, verbose_name="程序所提")),
                ("confirmed", models.JSONField(blank=True, default=dict, verbose_name="人工所定")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="核定说明")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                (
                    "keyword",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reform_cases.keyword",
                        verbose_name="关键词",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reform_cases.measure",
                        verbose_name="举措",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reform_cases.outcome",
                        verbose_name="成效",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reform_cases.section",
                        verbose_name="栏目",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reform_cases.sourcedocument",
                        verbose_name="来源文献",
                    ),
                ),
            ],
            options={
                "verbose_name": "出处",
                "verbose_name_plural": "出处",
                "ordering": ["case", "start", "-end", "key"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="reform_cases.sourcedocument",
                verbose_name="来源文献",
            ),
        ),
        migrations.CreateModel(
            name="SourcePassage",
            fields=[
                KEY,
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("furniture", "版式文字"),
                            ("noise", "杂质"),
                            ("number", "非成效数字"),
                            ("warning", "提醒"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                (
                    "note",
                    models.CharField(
                        help_text="版式的种类、判为杂质或非成效的理由，或提醒的内容。",
                        max_length=300,
                        verbose_name="说明",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="reform_cases.sourcedocument",
                        verbose_name="来源文献",
                    ),
                ),
            ],
            options={
                "verbose_name": "原文标注",
                "verbose_name_plural": "原文标注",
                "ordering": ["source", "start", "end", "role"],
            },
        ),
        migrations.AddConstraint(
            model_name="casekeyword",
            constraint=models.UniqueConstraint(fields=("tag", "content_object"), name="case_keyword_once"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(fields=("case", "anchor"), name="measure_anchor_once"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="measure_not_own_parent",
                violation_error_message="举措不能以自己为上级。",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(fields=("case", "anchor"), name="section_anchor_once"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(fields=("case", "anchor"), name="outcome_anchor_once"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("value__isnull", False),
                        ("value_high__isnull", True),
                        ("value_low__isnull", True),
                        ("value_from__isnull", True),
                        ("value_to__isnull", True),
                    ),
                    models.Q(
                        ("value__isnull", True),
                        ("value_high__isnull", False),
                        ("value_low__isnull", False),
                        ("value_from__isnull", True),
                        ("value_to__isnull", True),
                    ),
                    models.Q(
                        ("value__isnull", True),
                        ("value_high__isnull", True),
                        ("value_low__isnull", True),
                        ("value_from__isnull", False),
                        ("value_to__isnull", False),
                    ),
                    models.Q(
                        ("value__isnull", True),
                        ("value_high__isnull", True),
                        ("value_low__isnull", True),
                        ("value_from__isnull", True),
                        ("value_to__isnull", True),
                        ("approximation", "数"),
                    ),
                    _connector="OR",
                ),
                name="outcome_one_kind_of_value",
                violation_error_message="数值、上下限、变化前后三者只填一种，且必须填一种。",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value_low__isnull", True), ("value_low__lte", models.F("value_high")), _connector="OR"
                ),
                name="outcome_range_order",
                violation_error_message="下限不能大于上限。",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("case", "key", "part"), name="evidence_part_once"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))),
                name="evidence_span",
                violation_error_message="起点应小于终点。",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["status", "region"], name="case_status_region"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("collection", "number"),
                name="case_number_once",
                violation_error_message="这一批次中已有相同序号的事例。",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="case_number_positive",
                violation_error_message="序号从 1 开始。",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source_end__isnull", True), ("source_start__isnull", True)),
                    models.Q(
                        ("source__isnull", False),
                        ("source_end__gt", models.F("source_start")),
                        ("source_end__isnull", False),
                        ("source_start__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_source_span",
                violation_error_message="原文起止位置不成立。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcepassage",
            constraint=models.UniqueConstraint(
                fields=("source", "role", "start", "end"), name="source_passage_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcepassage",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="source_passage_span"
            ),
        ),
        migrations.CreateModel(
            name="CatalogueVersion",
            fields=[
                KEY,
                ("token", models.CharField(max_length=32, verbose_name="版本")),
                ("indexed", models.BooleanField(default=True, verbose_name="索引完整")),
                ("reindexed_to", models.BigIntegerField(default=0, verbose_name="已重建至")),
            ],
            options={
                "verbose_name": "目录版本",
                "verbose_name_plural": "目录版本",
            },
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        db_constraint=False,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                ("title", models.TextField(verbose_name="标题")),
                ("keywords", models.TextField(verbose_name="关键词")),
                ("headings", models.TextField(verbose_name="举措标题")),
                ("outcomes", models.TextField(verbose_name="成效")),
                ("other", models.TextField(verbose_name="其他")),
                ("significance", models.TextField(verbose_name="意义")),
                ("measures", models.TextField(verbose_name="举措正文")),
            ],
            options={
                "verbose_name": "检索文本",
                "verbose_name_plural": "检索文本",
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                KEY,
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("keyword", "关键词"),
                            ("place", "地区"),
                            ("organ", "检察机关"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="名称")),
                ("folded", models.CharField(max_length=1000, verbose_name="检索形式")),
                ("pinyin", models.CharField(max_length=3000, verbose_name="拼音")),
                ("initials", models.CharField(max_length=1000, verbose_name="首字母")),
            ],
            options={
                "verbose_name": "检索建议",
                "verbose_name_plural": "检索建议",
                "constraints": [models.UniqueConstraint(fields=("kind", "text"), name="suggestion_once")],
            },
        ),
        migrations.RunPython(begin_versions, migrations.RunPython.noop),
    ]
