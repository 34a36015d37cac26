<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Ages</name>
        <message>
            <source>marked as stale after %1 d</source>
            <translation>超过%1天即标示为过期</translation>
        </message>
    </context>
    <context>
        <name>ArithmeticPanel</name>
        <message>
            <source>Close  Esc</source>
            <translation>关闭  Esc</translation>
        </message>
        <message>
            <source>Close the arithmetic</source>
            <translation>关闭计算过程</translation>
        </message>
        <message>
            <source>Go to {field}</source>
            <translation>前往 {field}</translation>
        </message>
        <message>
            <source>Change your own stage</source>
            <translation>更改自行判定的分期</translation>
        </message>
        <message>
            <source>Give your own stage</source>
            <translation>自行判定分期</translation>
        </message>
        <message>
            <source>Arithmetic of {result}</source>
            <translation>{result} 的计算过程</translation>
        </message>
    </context>
    <context>
        <name>CatalogueBrowser</name>
        <message>
            <source>Page before</source>
            <translation>上一页</translation>
        </message>
        <message>
            <source>Page after</source>
            <translation>下一页</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>总览</translation>
        </message>
        <message>
            <source>Back to the consultation</source>
            <translation>返回咨询</translation>
        </message>
        <message>
            <source>Search the catalogue</source>
            <translation>在目录中查找</translation>
        </message>
        <message>
            <source>Search treatments, drugs, terms, sources and rule rows</source>
            <translation>查找治疗、药物、术语、来源和规则条目</translation>
        </message>
        <message>
            <source>Found in the catalogue</source>
            <translation>目录中的查找结果</translation>
        </message>
    </context>
    <context>
        <name>CatalogueWindow</name>
        <message>
            <source>Catalogue</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>Open update file…</source>
            <translation>打开更新文件…</translation>
        </message>
        <message>
            <source>Go back to the edition before</source>
            <translation>恢复上一版本</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Keep the edition in use</source>
            <translation>保留当前版本</translation>
        </message>
        <message>
            <source>Accept this edition</source>
            <translation>接受此版本</translation>
        </message>
        <message>
            <source>What the offered edition would change</source>
            <translation>新版本将带来的更改</translation>
        </message>
        <message>
            <source>catalogue …</source>
            <translation>目录 …</translation>
        </message>
        <message>
            <source>key {key}</source>
            <translation>密钥 {key}</translation>
        </message>
        <message>
            <source>The development key is public: it shows that nothing broke, not who made the edition.</source>
            <translation>开发密钥是公开的：它只表明文件未损坏，不表明版本由谁制作。</translation>
        </message>
        <message>
            <source>Open update file</source>
            <translation>打开更新文件</translation>
        </message>
        <message>
            <source>Update files of the catalogue (*.ccat)</source>
            <translation>目录更新文件 (*.ccat)</translation>
        </message>
        <message>
            <source>Read the catalogue</source>
            <translation>阅读目录</translation>
        </message>
    </context>
    <context>
        <name>CaseMenu</name>
        <message>
            <source>Case</source>
            <translation>病例</translation>
        </message>
        <message>
            <source>Case menu</source>
            <translation>病例菜单</translation>
        </message>
    </context>
    <context>
        <name>Checklist</name>
        <message numerus="yes">
            <source>%n apply</source>
            <translation>
                <numerusform>%n 项适用</numerusform>
            </translation>
        </message>
        <message>
            <source>Open the list first; then the key N answers it</source>
            <translation>请先展开清单；之后按 N 键作答</translation>
        </message>
        <message>
            <source>Every item with its own answer</source>
            <translation>逐项作答</translation>
        </message>
    </context>
    <context>
        <name>ClinicLimits</name>
        <message>
            <source>Own limits, for information</source>
            <translation>自定界值（仅供参考）</translation>
        </message>
        <message>
            <source>value</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>comparison</source>
            <translation>比较符</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>unit</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>as at</source>
            <translation>截至日期</translation>
        </message>
        <message>
            <source>Own limit {number}, {part}</source>
            <translation>自定界值 {number}，{part}</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>yyyy-mm-dd</source>
            <translation>年-月-日</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>数值</translation>
        </message>
    </context>
    <context>
        <name>ClinicPaper</name>
        <message>
            <source>Name on the letterhead</source>
            <translation>抬头名称</translation>
        </message>
        <message>
            <source>Lines under the name</source>
            <translation>名称下的各行</translation>
        </message>
        <message>
            <source>Logo</source>
            <translation>标志</translation>
        </message>
        <message>
            <source>Contact lines at the end of the paper</source>
            <translation>文末的联系方式</translation>
        </message>
        <message>
            <source>Line at the foot of every page</source>
            <translation>每页页脚</translation>
        </message>
        <message>
            <source>Choose picture…</source>
            <translation>选择图片…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Preview papers</source>
            <translation>预览各文书</translation>
        </message>
        <message>
            <source>Remove the logo</source>
            <translation>移除标志</translation>
        </message>
        <message>
            <source>Choose picture</source>
            <translation>选择图片</translation>
        </message>
        <message>
            <source>Pictures (*.png *.jpg *.jpeg)</source>
            <translation>图片 (*.png *.jpg *.jpeg)</translation>
        </message>
        <message>
            <source>The picture that belongs to these details is missing or was changed. Choose it again.</source>
            <translation>与这些资料对应的图片缺失或已被更改，请重新选择。</translation>
        </message>
        <message>
            <source>PNG or JPEG, at most %1 kB and %2 pixels along a side. Only its pixels are kept.</source>
            <translation>PNG 或 JPEG，不超过 %1 kB，边长不超过 %2 像素。只保留像素本身。</translation>
        </message>
    </context>
    <context>
        <name>ClinicPreview</name>
        <message>
            <source>Papers of the example case</source>
            <translation>示例病例的各文书</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>文书</translation>
        </message>
        <message>
            <source>Language of the paper</source>
            <translation>打印语言</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>ClinicTreatments</name>
        <message>
            <source>Treatment</source>
            <translation>治疗</translation>
        </message>
        <message>
            <source>Here</source>
            <translation>本院</translation>
        </message>
        <message>
            <source>Refer to</source>
            <translation>转诊至</translation>
        </message>
        <message>
            <source>Cost class</source>
            <translation>费用等级</translation>
        </message>
        <message>
            <source>As at</source>
            <translation>截至日期</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Treatments</source>
            <translation>治疗</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter the treatments by name</source>
            <translation>按名称筛选治疗</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>As at: today</source>
            <translation>截至日期：今天</translation>
        </message>
        <message>
            <source>yyyy-mm-dd</source>
            <translation>年-月-日</translation>
        </message>
        <message>
            <source>Region or insurance</source>
            <translation>地区或医保</translation>
        </message>
        <message>
            <source>check date</source>
            <translation>请核实日期</translation>
        </message>
        <message>
            <source>refer to…</source>
            <translation>转诊至…</translation>
        </message>
        <message>
            <source>{id} (not in this edition)</source>
            <translation>{id}（当前版本没有）</translation>
        </message>
    </context>
    <context>
        <name>ClinicWindow</name>
        <message>
            <source>This clinic's own details</source>
            <translation>本院资料</translation>
        </message>
        <message>
            <source>Treatments here</source>
            <translation>本院治疗</translation>
        </message>
        <message>
            <source>Letterhead and contact</source>
            <translation>抬头与联系方式</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Name on the letterhead</source>
            <translation>抬头名称</translation>
        </message>
        <message>
            <source>Lines under the name</source>
            <translation>名称下的各行</translation>
        </message>
        <message>
            <source>Contact lines at the end of the paper</source>
            <translation>文末的联系方式</translation>
        </message>
        <message>
            <source>Shown beside the catalogue with the word 'local'. It changes no status, no order and no source text.</source>
            <translation>与目录内容并列显示，并标明“本院”。不改变任何状态、顺序或来源文字。</translation>
        </message>
        <message>
            <source>File: {file}</source>
            <translation>文件：{file}</translation>
        </message>
        <message>
            <source>Saving begins a new file; the one that cannot be used is kept beside it.</source>
            <translation>保存将新建文件；无法使用的文件保留在旁边。</translation>
        </message>
        <message>
            <source>Not saved yet. Cancel again drops the changes.</source>
            <translation>尚未保存。再次取消将放弃更改。</translation>
        </message>
    </context>
    <context>
        <name>ComparisonBar</name>
        <message>
            <source>Rows…</source>
            <translation>条目…</translation>
        </message>
        <message>
            <source>Choose and order the rows</source>
            <translation>选择并排列条目</translation>
        </message>
        <message>
            <source>Chosen only</source>
            <translation>仅对比所选</translation>
        </message>
        <message>
            <source>Compare all</source>
            <translation>对比全部</translation>
        </message>
    </context>
    <context>
        <name>ComparisonTable</name>
        <message numerus="yes">
            <source>+ %n more</source>
            <translation>
                <numerusform>另有 %n 条</numerusform>
            </translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>Enter opens a cell, Delete takes a treatment out</source>
            <translation>按回车展开单元格，按 Delete 移出治疗</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>About this treatment</source>
            <translation>关于此治疗</translation>
        </message>
        <message>
            <source>Remove from the comparison</source>
            <translation>移出比较</translation>
        </message>
        <message>
            <source>Its page in the catalogue</source>
            <translation>在目录中的页面</translation>
        </message>
        <message>
            <source>Why not, and what would make it possible</source>
            <translation>为何不采用，怎样才可行</translation>
        </message>
    </context>
    <context>
        <name>ConflictLines</name>
        <message>
            <source>Between the chosen treatments</source>
            <translation>所选治疗之间</translation>
        </message>
        <message numerus="yes">
            <source>+ %n more</source>
            <translation>
                <numerusform>另有 %n 条</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CriteriaForm</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n 项未答</numerusform>
            </translation>
        </message>
        <message>
            <source>More fields</source>
            <translation>更多项目</translation>
        </message>
        <message>
            <source>About this field</source>
            <translation>关于此项</translation>
        </message>
        <message>
            <source>Ctrl+D takes date and origin of laboratory and imaging values.</source>
            <translation>Ctrl+D 用于填写化验值和影像所见的日期与来源。</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
    </context>
    <context>
        <name>DateEditor</name>
        <message>
            <source>Not stored: type the date as year-month-day, such as 2026-11-23.</source>
            <translation>未保存：日期请按年-月-日输入，如 2026-11-23。</translation>
        </message>
    </context>
    <context>
        <name>Dating</name>
        <message>
            <source>without a date (%1)</source>
            <translation>无日期者（%1）</translation>
        </message>
        <message>
            <source>All imaging findings without a date</source>
            <translation>所有无日期的影像所见</translation>
        </message>
        <message>
            <source>All laboratory values without a date</source>
            <translation>所有无日期的化验值</translation>
        </message>
        <message>
            <source>all (%1)</source>
            <translation>全部（%1）</translation>
        </message>
        <message>
            <source>All imaging findings</source>
            <translation>所有影像所见</translation>
        </message>
        <message>
            <source>All laboratory values</source>
            <translation>所有化验值</translation>
        </message>
        <message>
            <source>this value only</source>
            <translation>仅此项</translation>
        </message>
        <message>
            <source>Only %1</source>
            <translation>仅 %1</translation>
        </message>
        <message>
            <source>This value only</source>
            <translation>仅此项</translation>
        </message>
        <message>
            <source>No value is entered yet that could have a date.</source>
            <translation>尚未录入可标日期的数值。</translation>
        </message>
        <message>
            <source>Not stored: type the date as 2026-11-23, as -14 for 14 days before the consultation, or t for today.</source>
            <translation>未保存：日期请写作 2026-11-23；-14 表示就诊前14天；t 表示今天。</translation>
        </message>
        <message>
            <source>Not stored: %1 lies in the future.</source>
            <translation>未保存：%1 晚于今天。</translation>
        </message>
        <message>
            <source>2026-11-23, or -14 for 14 days before the consultation, or t for today. Enter sets, Esc leaves.</source>
            <translation>2026-11-23；-14 为就诊前14天；t 为今天。Enter 确定，Esc 退出。</translation>
        </message>
        <message>
            <source>Date and origin of these values: click here, or press Ctrl+D in one of them.</source>
            <translation>这些数值的日期与来源：点击此处，或在其中一项按 Ctrl+D。</translation>
        </message>
        <message>
            <source>date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>origin: laboratory, hospital</source>
            <translation>来源：化验室、医院</translation>
        </message>
        <message>
            <source>Date of the values</source>
            <translation>数值的日期</translation>
        </message>
        <message>
            <source>Origin of the values</source>
            <translation>数值的来源</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Set date and origin</source>
            <translation>确定日期与来源</translation>
        </message>
        <message>
            <source>Imaging</source>
            <translation>影像</translation>
        </message>
        <message numerus="yes">
            <source>%n differ(s)</source>
            <translation>
                <numerusform>%n项不同</numerusform>
            </translation>
        </message>
        <message>
            <source>dates differ</source>
            <translation>日期不一</translation>
        </message>
        <message>
            <source>no date</source>
            <translation>无日期</translation>
        </message>
    </context>
    <context>
        <name>DetailView</name>
        <message>
            <source>Esc closes</source>
            <translation>按 Esc 关闭</translation>
        </message>
        <message>
            <source>Read: {how}</source>
            <translation>阅读程度：{how}</translation>
        </message>
    </context>
    <context>
        <name>DropDownEditor</name>
        <message>
            <source>not entered</source>
            <translation>未录入</translation>
        </message>
        <message>
            <source>(not entered)</source>
            <translation>（未录入）</translation>
        </message>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>可确定 %n 种</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EarlierEditor</name>
        <message>
            <source>Add…</source>
            <translation>添加…</translation>
        </message>
        <message numerus="yes">
            <source>%n recorded</source>
            <translation>
                <numerusform>已记录 %n 项</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>可确定 %n 种</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Editor</name>
        <message>
            <source>! check</source>
            <translation>！请核对</translation>
        </message>
    </context>
    <context>
        <name>FieldLabel</name>
        <message>
            <source>Date and origin: Ctrl+D</source>
            <translation>日期与来源：Ctrl+D</translation>
        </message>
    </context>
    <context>
        <name>FitPanel</name>
        <message>
            <source>Answers stand as marks beside an option; no option moves, goes or changes.</source>
            <translation>回答仅作为标记附在方案旁；任何方案都不会因此移动、消失或改变。</translation>
        </message>
        <message>
            <source>Can it be done, and is it wanted?</source>
            <translation>能否实施，患者是否愿意</translation>
        </message>
        <message>
            <source>Choose two to four options first: they are asked about here.</source>
            <translation>请先选择两至四个方案，此处将逐一询问。</translation>
        </message>
        <message>
            <source>Offered once the options of this case have been shown.</source>
            <translation>展示过本例的方案之后方可填写。</translation>
        </message>
        <message>
            <source>Where your judgement differs from a status, write why; the status stays as it is.</source>
            <translation>若您的判断与某一状态不同，请写明理由；状态保持不变。</translation>
        </message>
        <message>
            <source>nothing recorded</source>
            <translation>未记录</translation>
        </message>
        <message>
            <source>Nothing that is recorded makes it so; what is not recorded still may.</source>
            <translation>已记录的资料中没有；未记录的资料仍可能使其复杂。</translation>
        </message>
    </context>
    <context>
        <name>GoalPanel</name>
        <message>
            <source>Before the options are spoken of.</source>
            <translation>在谈及各方案之前。</translation>
        </message>
        <message>
            <source>What matters most: up to three, in the order picked (keys 1-7)</source>
            <translation>最看重什么：最多三项，按选择先后（按键 1-7）</translation>
        </message>
        <message>
            <source>What the patient would accept</source>
            <translation>患者愿意接受什么</translation>
        </message>
        <message>
            <source>first</source>
            <translation>第一</translation>
        </message>
        <message>
            <source>second</source>
            <translation>第二</translation>
        </message>
        <message>
            <source>third</source>
            <translation>第三</translation>
        </message>
        <message>
            <source>{n} are picked already. Take one back to pick another.</source>
            <translation>已选 {n} 项。取消一项后方可另选。</translation>
        </message>
    </context>
    <context>
        <name>Hint</name>
        <message>
            <source>Compare treatments</source>
            <translation>比较治疗</translation>
        </message>
        <message>
            <source>WHAT THE SHAPES MEAN</source>
            <translation>符号含义</translation>
        </message>
        <message>
            <source>Choose two to four treatments in the list at the left: move with the arrow keys and press Space, or click.</source>
            <translation>在左侧列表中选择二至四种治疗：用方向键移动并按空格键，或点击。</translation>
        </message>
        <message>
            <source>There are no treatments to compare.</source>
            <translation>没有可比较的治疗。</translation>
        </message>
        <message>
            <source>Chosen: {names}. Choose one more to see them side by side.</source>
            <translation>已选：{names}。再选一种即可并列比较。</translation>
        </message>
    </context>
    <context>
        <name>IdentityBar</name>
        <message>
            <source>not kept: in memory only</source>
            <translation>未保存：仅在内存中</translation>
        </message>
        <message>
            <source>not kept</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>This program never opens a network connection.</source>
            <translation>本程序从不连接网络。</translation>
        </message>
        <message>
            <source>View</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>View: colours of the window, and this clinic's details</source>
            <translation>视图：窗口配色与本院资料</translation>
        </message>
        <message>
            <source>English</source>
            <translation>英文</translation>
        </message>
        <message>
            <source>Chinese</source>
            <translation>中文</translation>
        </message>
        <message>
            <source>Anonymous case</source>
            <translation>匿名病例</translation>
        </message>
        <message>
            <source>nothing recorded yet</source>
            <translation>尚无记录</translation>
        </message>
        <message>
            <source>catalogue …</source>
            <translation>目录 …</translation>
        </message>
        <message>
            <source>no catalogue ✕</source>
            <translation>无目录 ✕</translation>
        </message>
        <message>
            <source>catalogue {edition}</source>
            <translation>目录 {edition}</translation>
        </message>
        <message>
            <source>{review} of {date}; as it was when it was signed ({signed}, key {key}).</source>
            <translation>{date}，{review}；与签名时一致（{signed}，密钥 {key}）。</translation>
        </message>
        <message>
            <source>leading: {guideline}</source>
            <translation>主导：{guideline}</translation>
        </message>
        <message>
            <source>Leading guideline</source>
            <translation>主导指南</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>高对比度</translation>
        </message>
        <message>
            <source>This clinic's details…</source>
            <translation>本院资料…</translation>
        </message>
    </context>
    <context>
        <name>LesionRow</name>
        <message>
            <source>Lesion %1</source>
            <translation>病灶 %1</translation>
        </message>
        <message>
            <source>Remove lesion %1</source>
            <translation>移除病灶 %1</translation>
        </message>
        <message>
            <source>Remove this lesion (Ctrl+Delete)</source>
            <translation>移除此病灶（Ctrl+Delete）</translation>
        </message>
    </context>
    <context>
        <name>LesionTable</name>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>可确定 %n 种</numerusform>
            </translation>
        </message>
        <message>
            <source>Map</source>
            <translation>肝图</translation>
        </message>
    </context>
    <context>
        <name>LineEditor</name>
        <message>
            <source>not entered</source>
            <translation>未录入</translation>
        </message>
    </context>
    <context>
        <name>LiverMapView</name>
        <message>
            <source>Arrow keys, 1 to 8, A and B choose a segment.</source>
            <translation>用方向键、数字1至8、A或B选择肝段。</translation>
        </message>
        <message>
            <source>Enter: new lesion here. Space: go to a lesion here.</source>
            <translation>回车：在此新建病灶。空格：转到此处的病灶。</translation>
        </message>
    </context>
    <context>
        <name>LiverPanel</name>
        <message>
            <source>Close the liver map</source>
            <translation>关闭肝脏示意图</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>关闭（Esc）</translation>
        </message>
    </context>
    <context>
        <name>ListEditor</name>
        <message>
            <source>Separate several with a semicolon</source>
            <translation>多项请用分号分隔</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Catalogue file…</source>
            <translation>目录文件…</translation>
        </message>
        <message>
            <source>New case</source>
            <translation>新病例</translation>
        </message>
        <message>
            <source>Open case file…</source>
            <translation>打开病例文件…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Patient view</source>
            <translation>患者视图</translation>
        </message>
        <message>
            <source>Hide the screen</source>
            <translation>隐藏屏幕</translation>
        </message>
        <message>
            <source>Print…</source>
            <translation>打印…</translation>
        </message>
        <message>
            <source>Open case file</source>
            <translation>打开病例文件</translation>
        </message>
        <message>
            <source>Case files and papers (*.json *.pdf)</source>
            <translation>病例文件和文书 (*.json *.pdf)</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>This clinic's details…</source>
            <translation>本院资料…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>What-if</source>
            <translation>假设</translation>
        </message>
        <message>
            <source>Paste laboratory results</source>
            <translation>粘贴化验结果</translation>
        </message>
        <message>
            <source>To the next open field</source>
            <translation>到下一个未答项</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>按键一览</translation>
        </message>
        <message>
            <source>About the field that has the focus</source>
            <translation>关于当前项</translation>
        </message>
        <message>
            <source>Papers to print…</source>
            <translation>待打印文书…</translation>
        </message>
    </context>
    <context>
        <name>MinimalSet</name>
        <message>
            <source>Paste…</source>
            <translation>粘贴…</translation>
        </message>
        <message>
            <source>Take values from a copied laboratory report (Ctrl+Shift+V)</source>
            <translation>从已复制的化验单录入数值（Ctrl+Shift+V）</translation>
        </message>
        <message>
            <source>Paste laboratory results</source>
            <translation>粘贴化验结果</translation>
        </message>
    </context>
    <context>
        <name>NumberEditor</name>
        <message>
            <source>Press Enter to read %1 as %2, or go on typing to keep %3.</source>
            <translation>按回车将 %1 按 %2 读取，或继续输入以保留 %3。</translation>
        </message>
        <message>
            <source>Other unit (key U)</source>
            <translation>另一单位（U 键）</translation>
        </message>
        <message>
            <source>not entered</source>
            <translation>未录入</translation>
        </message>
        <message>
            <source>%1?</source>
            <translation>%1？</translation>
        </message>
        <message>
            <source>✕ not stored</source>
            <translation>✕ 未保存</translation>
        </message>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>可确定 %n 种</numerusform>
            </translation>
        </message>
        <message>
            <source>Not stored: type the number without thousands separators, decimals after one point or comma.</source>
            <translation>未保存：请勿使用千位分隔符，小数用一个点或逗号。</translation>
        </message>
        <message>
            <source>Not stored yet: the number is not complete.</source>
            <translation>尚未保存：数字不完整。</translation>
        </message>
        <message>
            <source>Not stored: this is not a number. Bounds are typed as &lt;0.6, &gt;60500, ≤3 or 1-2.</source>
            <translation>未保存：这不是数字。范围请输入为 &lt;0.6、&gt;60500、≤3 或 1-2。</translation>
        </message>
        <message>
            <source>%1? That would be usual for %2.</source>
            <translation>%1？这样的数值常见于 %2。</translation>
        </message>
        <message>
            <source>%1? That looks like %2.</source>
            <translation>%1？这样的数值像是%2。</translation>
        </message>
        <message>
            <source>Not stored: %1</source>
            <translation>未保存：%1</translation>
        </message>
        <message>
            <source>It is %1</source>
            <translation>应为 %1</translation>
        </message>
        <message>
            <source>Keep %1</source>
            <translation>保留 %1</translation>
        </message>
    </context>
    <context>
        <name>OptionList</name>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter the options by name</source>
            <translation>按名称筛选</translation>
        </message>
        <message>
            <source>Options</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>No open field holds an option back</source>
            <translation>没有未填项影响判断</translation>
        </message>
        <message numerus="yes">
            <source>Ask next: {field} (%n options)</source>
            <translation>
                <numerusform>下一步询问：{field}（涉及 %n 种选择）</numerusform>
            </translation>
        </message>
        <message>
            <source>The catalogue is being read.</source>
            <translation>正在读取目录。</translation>
        </message>
        <message>
            <source>Space chooses an option for the comparison, Right and Left open and fold what stands under it, Shift+Enter tells why not</source>
            <translation>空格键选择对比方案，左右方向键展开或折叠其下各项，Shift+Enter 说明为何不采用</translation>
        </message>
        <message>
            <source>Why not, and what would make it possible</source>
            <translation>为何不采用，怎样才可行</translation>
        </message>
        <message>
            <source>Compare, or take out</source>
            <translation>加入或移出对比</translation>
        </message>
    </context>
    <context>
        <name>OptionModel</name>
        <message>
            <source>folded</source>
            <translation>已折叠</translation>
        </message>
        <message>
            <source>open</source>
            <translation>已展开</translation>
        </message>
    </context>
    <context>
        <name>Panel</name>
        <message>
            <source>What-if: what is said is recorded again once it has ended.</source>
            <translation>假设中：结束之后方可继续记录咨询内容。</translation>
        </message>
        <message>
            <source>Back to the options</source>
            <translation>返回各方案</translation>
        </message>
    </context>
    <context>
        <name>PlanPanel</name>
        <message>
            <source>Not deciding today is a plan too.</source>
            <translation>今天不决定，也是一种计划。</translation>
        </message>
        <message>
            <source>None of the options is compared so far.</source>
            <translation>尚未选择方案进行比较。</translation>
        </message>
        <message>
            <source>One line each</source>
            <translation>每行一条</translation>
        </message>
        <message>
            <source>{part}: lies before this consultation</source>
            <translation>{part}：早于本次咨询</translation>
        </message>
        <message>
            <source>A date, or +14 for days and +2w for weeks from this consultation</source>
            <translation>日期；或 +14 表示本次咨询后 14 天，+2w 表示 2 周</translation>
        </message>
        <message>
            <source>{part}: needed for this plan</source>
            <translation>{part}：此计划必填</translation>
        </message>
        <message>
            <source>{part} (printed on the doctor's summary alone)</source>
            <translation>{part}（仅印在医生用小结上）</translation>
        </message>
        <message>
            <source>At most {n} lines of {most} characters.</source>
            <translation>最多 {n} 行，每行不超过 {most} 个字符。</translation>
        </message>
        <message>
            <source>This text is as long as it can be.</source>
            <translation>文字已达最大长度。</translation>
        </message>
    </context>
    <context>
        <name>PasswordQuestion</name>
        <message>
            <source>Protected PDF</source>
            <translation>受保护的 PDF</translation>
        </message>
        <message>
            <source>That password does not open it. Its password:</source>
            <translation>该密码无法打开。请输入其密码：</translation>
        </message>
        <message>
            <source>This PDF opens with its password only:</source>
            <translation>该 PDF 须输入密码才能打开：</translation>
        </message>
        <message>
            <source>Password of the file</source>
            <translation>文件密码</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
    </context>
    <context>
        <name>PasswordStrip</name>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Once more</source>
            <translation>再次输入</translation>
        </message>
        <message>
            <source>Password of the file</source>
            <translation>文件密码</translation>
        </message>
        <message>
            <source>Password of the file, once more</source>
            <translation>再次输入文件密码</translation>
        </message>
        <message>
            <source>The file then opens with this password only. If it is lost, nobody can open the file again.</source>
            <translation>此后须输入该密码才能打开文件。密码一旦遗失，任何人都无法再打开该文件。</translation>
        </message>
    </context>
    <context>
        <name>PrintPreview</name>
        <message>
            <source>Password for the file</source>
            <translation>文件密码</translation>
        </message>
        <message>
            <source>Save the PDF encrypted, with a password typed here</source>
            <translation>将 PDF 加密保存，使用在此输入的密码</translation>
        </message>
        <message>
            <source>The case goes with the file and can be opened from it.</source>
            <translation>病例随文件一并保存，可从该文件重新打开。</translation>
        </message>
        <message>
            <source>It opens with the password only.</source>
            <translation>须输入密码才能打开。</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>文书</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>纸张</translation>
        </message>
        <message>
            <source>Copy short record</source>
            <translation>复制简短记录</translation>
        </message>
        <message numerus="yes">
            <source>Copied: %n character(s). It is taken off the clipboard after 30 seconds.</source>
            <translation>
                <numerusform>已复制 %n 个字符。30 秒后从剪贴板清除。</numerusform>
            </translation>
        </message>
        <message>
            <source>Print preview</source>
            <translation>打印预览</translation>
        </message>
        <message>
            <source>Language of the paper</source>
            <translation>打印语言</translation>
        </message>
        <message>
            <source>Save as PDF…</source>
            <translation>另存为 PDF…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Smaller</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Fit width</source>
            <translation>适合宽度</translation>
        </message>
        <message>
            <source>Print (Ctrl+P)</source>
            <translation>打印（Ctrl+P）</translation>
        </message>
        <message>
            <source>Save as PDF (Ctrl+S)</source>
            <translation>另存为 PDF（Ctrl+S）</translation>
        </message>
        <message>
            <source>pages: {count}</source>
            <translation>共 {count} 页</translation>
        </message>
        <message>
            <source>Preview of the paper</source>
            <translation>打印内容预览</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>另存为 PDF</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>PDF 文件 (*.pdf)</translation>
        </message>
        <message>
            <source>Saved as {name}.</source>
            <translation>已保存为 {name}。</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>打印</translation>
        </message>
        <message>
            <source>Send to the print queue</source>
            <translation>送入打印队列</translation>
        </message>
        <message>
            <source>The paper waits in the print queue.</source>
            <translation>文书已进入打印队列。</translation>
        </message>
        <message>
            <source>Web pages (*.html)</source>
            <translation>网页 (*.html)</translation>
        </message>
        <message>
            <source>A web page cannot have a password. Save the paper as PDF instead.</source>
            <translation>网页不能设密码。请改为将文书另存为 PDF。</translation>
        </message>
    </context>
    <context>
        <name>PrintQueue</name>
        <message>
            <source>Papers to print</source>
            <translation>待打印文书</translation>
        </message>
        <message>
            <source>not printed yet</source>
            <translation>尚未打印</translation>
        </message>
        <message>
            <source>at the printer</source>
            <translation>已交打印机</translation>
        </message>
        <message>
            <source>printed</source>
            <translation>已打印</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Which papers</source>
            <translation>哪些文书</translation>
        </message>
        <message>
            <source>Code, name or birth date</source>
            <translation>编号、姓名或出生日期</translation>
        </message>
        <message>
            <source>Search by code, name or birth date</source>
            <translation>按编号、姓名或出生日期搜索</translation>
        </message>
        <message>
            <source>Papers</source>
            <translation>文书</translation>
        </message>
        <message>
            <source>Space ticks a paper, Ctrl+A all of them.</source>
            <translation>按空格键勾选一份，Ctrl+A 全选。</translation>
        </message>
        <message>
            <source>Whose papers are ticked</source>
            <translation>已勾选文书所属患者</translation>
        </message>
        <message>
            <source>All in one job</source>
            <translation>合并为一个打印任务</translation>
        </message>
        <message>
            <source>They came out</source>
            <translation>已打出</translation>
        </message>
        <message>
            <source>They did not come out</source>
            <translation>未打出</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>撤回</translation>
        </message>
        <message>
            <source>Save as one PDF…</source>
            <translation>另存为一个 PDF…</translation>
        </message>
        <message>
            <source>Save one PDF each…</source>
            <translation>逐份另存为 PDF…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>打印</translation>
        </message>
        <message>
            <source>Print (Ctrl+P)</source>
            <translation>打印（Ctrl+P）</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>姓名</translation>
        </message>
        <message>
            <source>Born</source>
            <translation>出生日期</translation>
        </message>
        <message>
            <source>Consultation</source>
            <translation>就诊日期</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>文书</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页数</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>文书号</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Nothing is ticked.</source>
            <translation>未勾选任何文书。</translation>
        </message>
        <message>
            <source>Tick none</source>
            <translation>全不选</translation>
        </message>
        <message>
            <source>Tick all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Save as one PDF</source>
            <translation>另存为一个 PDF</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>PDF 文件 (*.pdf)</translation>
        </message>
        <message>
            <source>Saved as {name}.</source>
            <translation>已另存为 {name}。</translation>
        </message>
        <message>
            <source>Save one PDF each</source>
            <translation>逐份另存为 PDF</translation>
        </message>
        <message numerus="yes">
            <source>Saved: %n file(s), named by their numbers.</source>
            <translation>
                <numerusform>已保存 %n 个文件，以文书号命名。</numerusform>
            </translation>
        </message>
        <message>
            <source>Handed to the printer. Look there whether everything came out.</source>
            <translation>已交给打印机。请到打印机处查看是否全部打出。</translation>
        </message>
    </context>
    <context>
        <name>PrinterRow</name>
        <message>
            <source>Printer</source>
            <translation>打印机</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>份数</translation>
        </message>
        <message>
            <source>Sides</source>
            <translation>单双面</translation>
        </message>
        <message>
            <source>as the printer is set</source>
            <translation>按打印机设置</translation>
        </message>
        <message>
            <source>one side</source>
            <translation>单面</translation>
        </message>
        <message>
            <source>both sides, long edge</source>
            <translation>双面，长边翻页</translation>
        </message>
        <message>
            <source>both sides, short edge</source>
            <translation>双面，短边翻页</translation>
        </message>
        <message>
            <source>Looking for printers…</source>
            <translation>正在查找打印机…</translation>
        </message>
        <message>
            <source>No printer is set up on this computer. The paper can be saved as PDF instead.</source>
            <translation>本机未设置打印机。可改为将文书另存为 PDF。</translation>
        </message>
        <message>
            <source>Choose a printer first.</source>
            <translation>请先选择打印机。</translation>
        </message>
        <message>
            <source>looking…</source>
            <translation>查找中…</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <source>{name} (stopped)</source>
            <translation>{name}（已暂停）</translation>
        </message>
    </context>
    <context>
        <name>RecordCard</name>
        <message>
            <source>Remove %1</source>
            <translation>移除 %1</translation>
        </message>
    </context>
    <context>
        <name>RecordsEditor</name>
        <message>
            <source>Add…</source>
            <translation>添加…</translation>
        </message>
    </context>
    <context>
        <name>RowsPanel</name>
        <message>
            <source>Rows of the comparison</source>
            <translation>对比的条目</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>As it was</source>
            <translation>恢复原样</translation>
        </message>
        <message>
            <source>Close  Esc</source>
            <translation>关闭  Esc</translation>
        </message>
    </context>
    <context>
        <name>Section</name>
        <message numerus="yes">
            <source>%n recorded</source>
            <translation>
                <numerusform>已记录 %n 项</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SegmentEditor</name>
        <message numerus="yes">
            <source>settles %n option(s)</source>
            <translation>
                <numerusform>可确定 %n 种</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SegmentsBox</name>
        <message>
            <source>Not stored: type segments such as 8, VIII, 4a or 5/8.</source>
            <translation>未保存：肝段请输入为 8、VIII、4a 或 5/8。</translation>
        </message>
    </context>
    <context>
        <name>SettingsWindow</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Each change acts at once and is kept for you. Nothing of a patient is kept here.</source>
            <translation>每项更改立即生效，并为您保存。此处不保存任何患者信息。</translation>
        </message>
        <message>
            <source>the program's own</source>
            <translation>程序默认</translation>
        </message>
        <message>
            <source>as in the window</source>
            <translation>与窗口一致</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>高对比度</translation>
        </message>
        <message>
            <source>Language of the window</source>
            <translation>窗口语言</translation>
        </message>
        <message>
            <source>Language of the paper</source>
            <translation>纸面语言</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Leading guideline at the start</source>
            <translation>启动时的主导指南</translation>
        </message>
        <message>
            <source>days (the program's own: %1)</source>
            <translation>天（程序默认：%1）</translation>
        </message>
        <message>
            <source>List unverified drafts in the comparison and on paper</source>
            <translation>在对比和纸面上列出未核实草稿</translation>
        </message>
        <message>
            <source>They act on every status all the same; what a status rests on is always listed.</source>
            <translation>不论是否列出，均影响各项状态；状态所依据的条目始终列出。</translation>
        </message>
        <message>
            <source>Rows of the comparison</source>
            <translation>对比中的各行</translation>
        </message>
        <message>
            <source>The program's own settings</source>
            <translation>恢复程序默认设置</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Kept in: {file}</source>
            <translation>保存于：{file}</translation>
        </message>
        <message>
            <source>Not kept: they hold until the program is closed.</source>
            <translation>未保存：仅在本次运行中有效。</translation>
        </message>
        <message>
            <source>Not taken over: type a number of days from {least} to {most}.</source>
            <translation>未采用：请输入 {least} 至 {most} 之间的天数。</translation>
        </message>
        <message>
            <source>LANGUAGE AND COLOURS</source>
            <translation>语言与配色</translation>
        </message>
        <message>
            <source>WHAT IS READ FIRST</source>
            <translation>阅读内容</translation>
        </message>
        <message>
            <source>UNITS OF EMPTY BOXES</source>
            <translation>空白输入框的单位</translation>
        </message>
        <message>
            <source>STALE VALUES</source>
            <translation>过期数值</translation>
        </message>
    </context>
    <context>
        <name>StageStrip</name>
        <message>
            <source>Stages and scores</source>
            <translation>分期与评分</translation>
        </message>
        <message>
            <source>own %1</source>
            <translation>自判 %1</translation>
        </message>
        <message>
            <source>stale</source>
            <translation>过期</translation>
        </message>
        <message>
            <source>check</source>
            <translation>核对</translation>
        </message>
    </context>
    <context>
        <name>StepStrip</name>
        <message>
            <source>Step {n}: {name}</source>
            <translation>第 {n} 步：{name}</translation>
        </message>
        <message>
            <source>done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>shown now</source>
            <translation>正在显示</translation>
        </message>
    </context>
    <context>
        <name>WhatIfBand</name>
        <message>
            <source>Back  Ctrl+W</source>
            <translation>返回  Ctrl+W</translation>
        </message>
        <message>
            <source>Back to the record  Ctrl+W</source>
            <translation>返回实际记录  Ctrl+W</translation>
        </message>
        <message>
            <source>Drop what is hypothetical, back to the record</source>
            <translation>放弃假设，返回实际记录</translation>
        </message>
        <message numerus="yes">
            <source>%n difference(s)</source>
            <translation>
                <numerusform>%n 项差异</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WhyPanel</name>
        <message>
            <source>Close  Esc</source>
            <translation>关闭  Esc</translation>
        </message>
        <message>
            <source>Close what is told about the option</source>
            <translation>关闭该方案的说明</translation>
        </message>
    </context>
</TS>
