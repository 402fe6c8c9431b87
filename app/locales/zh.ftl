## 所有页面或多个页面共用的文本

frame-skip = 跳到正文
frame-title-problem = 错误：{ $title }
frame-account-menu = 账户菜单
frame-site = 网站
frame-sign-up = 注册
frame-sign-in = 登录
frame-motto = 用通行密钥登录，无需密码。
frame-mailbox = 开发邮箱
frame-look = 所有组件
frame-development = 开发服务器：
frame-language = 语言
part-email = 电子邮箱
part-email-hint = 形如 name@example.org 的地址
part-email-link = 通过邮件获取登录链接
part-sign-in-passkey = 使用通行密钥登录
part-create-passkey = 创建通行密钥
part-without-scripts = 通行密钥需要 JavaScript，而此浏览器已将其关闭。登录链接无需 JavaScript 即可使用。
part-waiting = 请按浏览器的提示使用您的指纹、面容或屏幕锁定。
browser-on-system = { $system } 上的 { $browser }
browser-unknown = 未知浏览器

## 时间

ago-now = 刚刚
ago-minutes = { $count } 分钟前
ago-hours = { $count } 小时前
ago-days = { $count } 天前

## 页面不存在

missing-title = 找不到页面
missing-heading = 此页面不存在
missing-hint = 网址可能有误，或者页面已移走。
missing-home = 返回首页
refused-title = 请求失败
refused-heading = 操作未成功

## 首页

home-heading = 用指纹、面容或屏幕锁定登录
home-lead = 账户没有密码：不必记忆，也无从窃取。
home-signed-in = 您已登录，身份为 { $name }。
home-dashboard = 打开我的账户
home-sign-up = 创建账户
home-sign-in = 登录
home-development = 把此页面改成您自己的：{ $file }
home-how = 工作原理
home-step-create = 创建通行密钥
home-step-create-how = 您的设备会生成一对密钥。私钥绝不会离开设备，或您信任的密码管理器。
home-step-sign-in = 一键登录
home-step-sign-in-how = 无需输入用户名。您的设备只向本网站证明它持有密钥，绝不会向仿冒网站证明。
home-step-mail = 手边没有通行密钥？
home-step-mail-how = 我们会通过邮件向您发送一个链接和一个短验证码。它们只在您发出请求的浏览器中有效。

## 注册

sign-up-title = 注册
sign-up-heading = 创建您的账户
sign-up-lead = 您将用指纹、面容或屏幕锁定登录，没有密码。
sign-up-or = 或者，不使用通行密钥
sign-up-known = 已有账户？{ $link }
sign-up-known-link = 请登录
sign-up-only-invited = 只有受邀请的邮箱地址才能在此拥有账户。
sign-up-only-domains = 只有 { $domains } 的邮箱地址和受邀请的地址才能在此拥有账户。
sign-up-by-email = 我们会给您发送一个用来创建账户的链接。之后您再创建通行密钥。
sign-up-link = 给我发送链接
sign-up-closed-heading = 暂不开放注册
sign-up-closed = 本网站不创建新账户。

## 登录

sign-in-title = 登录
sign-in-first = 要打开该页面，请先登录。
sign-in-or = 或通过电子邮件
sign-in-phone = 通行密钥在手机上？请使用同一个按钮，然后扫描二维码。
sign-in-new = 初次使用？{ $link }
sign-in-new-link = 创建账户

## 登录链接

link-title = 登录链接
link-elsewhere = 请改用验证码
link-elsewhere-how = 此链接是在另一个浏览器或另一台设备上请求的。如果是您本人请求的，请回到那个窗口，在那里输入邮件中的验证码。
link-elsewhere-warning = 不是您请求的？请关闭此页面，不要把验证码告诉任何人。一切未变。
link-sign-in-first = 请先登录再确认
link-sign-in-first-how = 此链接用于为您刚创建的账户确认 { $email }。请先用通行密钥登录该账户。
link-reauth-why = 您登录的账户尚未确认 { $email }。请先使用该账户的通行密钥，然后此链接即可确认该地址。
link-reauth-leave = 不是您的账户？{ $button }，然后重新打开链接。
link-signed-in = 您已登录
link-signed-in-as = 您已登录，身份为 { $name }，不再需要此链接。
link-signed-in-go = 继续
link-unusable = 此链接无法使用
link-get-new = 获取新链接
link-ready = 登录
link-ready-confirm = 确认您的邮箱地址
link-ready-confirm-button = 确认此地址
link-ready-change = 确认您的新邮箱地址
link-ready-change-button = 使用此地址
link-ready-address = 邮箱地址：{ $email }
link-leaves = 您已登录，身份为 { $name }。此链接属于另一个账户，使用它会退出当前账户。
link-none = 我们尚未向您发送链接
link-none-why = 此浏览器没有在等待登录链接，或者上一个链接已过期。
link-get = 获取登录链接
link-mailbox = 此开发服务器不发送邮件。请在{ $mailbox }中阅读您的邮件。
link-mailbox-name = 开发邮箱
link-sent = 请查收邮件
link-sent-if = 我们已向 { $email } 发送邮件。如果此地址已有账户或可以拥有账户，邮件中会有链接和验证码。
link-sent-to = 我们已向 { $email } 发送了一个链接和一个验证码，两者在 { $count } 分钟内有效。
link-code = 邮件中的验证码
link-use-code = 使用验证码
link-or-open = 或者在此浏览器中打开链接。
link-wait-seconds = { $count } 秒后可以重新发送。
link-wait-minutes = { $count } 分钟后可以重新发送。
link-send-again = 没有收到？{ $button }
link-send-again-button = 重新发送

## 我的账户：账户

dashboard-title = 安全
account-pages = 您的账户
account-heading = 账户
account-name = 名称
account-since = 注册时间
account-address-none = 没有邮箱地址
account-address-confirmed = 已确认
account-address-unconfirmed = 尚未确认
account-confirm = 确认您的邮箱地址
account-confirm-why = 在您确认此地址之前，不能用它找回登录。如果其他人确认该地址属于自己，您的账户将失去它。
account-confirm-button = 通过邮件获取确认链接
account-sign-out = 退出登录

## 我的账户：通行密钥

passkeys-heading = 通行密钥
passkeys-none = 还没有通行密钥。有了通行密钥，只需点击一次即可登录，无需邮件。
passkeys-lonely = 您唯一的通行密钥只在一台设备上。请在另一台设备上或密码管理器中再添加一个，以免设备丢失后无法登录。
passkeys-add = 添加通行密钥
passkeys-verify = 确认是您本人
passkeys-offer = 下次无需手机
passkeys-offer-why = 您使用了另一台设备上的通行密钥登录。在此添加一个，下次只需在此设备上使用指纹、面容或屏幕锁定即可。
passkeys-offer-decline = 不在此设备上创建
passkey-used = 添加于 { $created } · 上次使用：{ $used }
passkey-used-in = 添加于 { $created } · 上次使用：{ $used }，{ $browser }
passkey-unused = 添加于 { $created } · 尚未使用
passkey-added = 添加于 { $created }
passkey-synced = 已同步
passkey-bound = 仅在一台设备上
passkey-here = 此设备
passkey-this = 用于当前会话
passkey-new-name = 新名称
passkey-rename = 重命名
passkey-remove = 移除
passkey-remove-ask = 要移除“{ $passkey }”吗？
passkey-remove-means = 移除后将无法再用它登录。
passkey-remove-ends = 用它打开的另外 { $count } 个会话也会退出登录。
passkey-remove-only = 这是进入您账户的唯一方式，因此无法移除。请先添加另一个通行密钥或确认您的邮箱地址。

## 我的账户：会话

sessions-heading = 会话
sessions-end-others = 退出其他会话
session-place = { $browser }，{ $ip }
session-opened = { $how } · { $created } · 上次活动：{ $seen }
session-by-mail = 通过邮件中的链接或验证码登录
session-by-link = 通过网站发送或显示的链接登录
session-by-passkey = 通过通行密钥“{ $passkey }”登录
session-by-removed-passkey = 通过一个已移除的通行密钥登录
session-this = 当前会话
session-end = 退出登录
sessions-only = 您没有在其他地方登录。

## 我的账户：历史记录

history-heading = 最近活动
history-all = 查看全部活动
activity-title = 活动
activity-filter = 活动类型
activity-all = 全部
activity-sign-ins = 登录
activity-changes = 更改
activity-warnings = 警告
activity-none = 没有此类活动。
history-passkey = { $what }：“{ $passkey }”
history-new-browser = { $what }（新浏览器）
history-times = { $what }（{ $times } 次）
history-by-operator = { $what }，由本网站的运营者操作
history-older = 更早
history-newest = 最新
event-signed_up = 账户已创建
event-signed_in_by_passkey = 使用通行密钥登录
event-signed_in_by_mail = 通过邮件登录
event-signed_in_by_link = 通过本网站的链接登录
event-sign_in_failed = 一个通行密钥被拒绝
event-counter_went_back = 一个通行密钥被拒绝，因为它可能已被复制
event-synced_counter_went_back = 已同步的通行密钥的签名计数没有增加，同步之后可能出现这种情况
event-answer_repeated = 通行密钥的响应被重复发送，已拒绝
event-answer_late = 通行密钥的响应来得太晚，已拒绝
event-verified = 已用通行密钥确认身份
event-passkey_added = 已添加通行密钥
event-passkey_renamed = 已重命名通行密钥
event-passkey_removed = 已移除通行密钥
event-address_confirmed = 地址已确认
event-address_changing = 已请求更改地址
event-address_changed = 地址已更改
event-address_change_cancelled = 地址更改已取消
event-display_name_changed = 名称已更改
event-details_changed = 资料已更改
event-phone_added = 已添加电话号码
event-phone_confirmed = 电话号码已确认
event-phone_removed = 已移除电话号码
event-data_downloaded = 已下载数据
event-session_ended = 已退出一个会话
event-other_sessions_ended = 已退出其他会话
event-signed_out = 已退出登录
event-token_reused = 应用已被退出登录：其登录凭据可能已被复制
event-recovery_codes_made = 已生成新的恢复代码
event-recovery_code_used = 已用恢复代码确认身份
event-recovery_code_refused = 输入了错误的恢复代码
event-reset_requested = 已申请重置账户
event-reset_cancelled = 重置已取消
event-reset_completed = 通过重置添加了通行密钥
event-changed_by_site = 由本网站更改
event-deactivated = 由本网站停用
event-reactivated = 由本网站重新启用
event-activated = 首次使用
event-claim_dropped = 该地址现在属于另一个已确认它的账户
event-account_deleted = 账户已删除
event-account_deleted_by_site = 账户由本网站删除
event-admin_added = 成为本网站的管理员
event-admin_removed = 不再是本网站的管理员
event-deleted_another = 以管理员身份删除了他人的账户
event-invited = 邀请了他人创建账户
event-invitation_withdrawn = 撤回了邀请
event-link_created = 创建了登录链接
event-setting_changed = 更改了网站设置
event-key_created = 创建了 API 密钥
event-key_revoked = 撤销了 API 密钥
event-endpoint_added = 添加了 webhook 接收端
event-endpoint_removed = 移除了 webhook 接收端
event-delivery_resent = 重新发送了 webhook

## 更改之后卡片上显示的文本

done-passkeys-added = 已添加通行密钥。
done-passkeys-renamed = 已重命名通行密钥。
done-passkeys-removed = 已移除通行密钥。您已退出用它打开的会话，当前会话除外。
done-passkeys-code-used = 恢复代码已接受。您现在可以添加通行密钥，并移除丢失的通行密钥。
done-sessions-ended = 已退出该会话。
done-sessions-others-ended = 已退出所有其他会话。
done-name-saved = 名称已保存。
done-details-saved = 资料已保存。
done-address-changed = 邮箱地址已更改。
done-address-kept = 已取消更改。您的邮箱地址保持不变。
done-identity-confirmed = 邮箱地址已确认。
done-reset-cancelled = 重置已取消。
done-recovery-requested = 已请求重置。我们已就此向您发送邮件。
done-link-sent-again = 我们已重新发送。
done-home-signed-out = 您已退出登录。

## 开发邮箱

mailbox-lead = 此服务器的邮件和短信，最新的在前。它们都不会真正发送。{ $again }
mailbox-again = 刷新
mailbox-empty = 还没有邮件。注册或请求登录链接后，邮件会显示在这里。
mailbox-to = 发给 { $to }，{ $when }
mailbox-text = 短信
mailbox-open-link = 打开链接

## 浏览器报告的错误：发生了什么，以及怎么办

error-cancelled = 通行密钥操作没有完成。请重试，或通过邮件获取登录链接。
error-cancelled-no-link = 通行密钥操作没有完成。请重试。
error-unusable_authenticator = 此设备无法保存通行密钥。请使用手机，或在安全密钥上设置 PIN 码。
error-old_authenticator = 此安全密钥太旧，不支持通行密钥。请使用手机或较新的密钥。
error-wrong_site = 本网站的通行密钥在这个网址下无法使用。请通过网站的常用网址打开，然后重试。
error-no_passkeys = 此浏览器无法在本页面使用通行密钥。请改为通过邮件获取登录链接。
error-no_passkeys-no-link = 此浏览器无法在本页面使用通行密钥。请换一个浏览器。
error-authenticator_failed = 您的设备或密码管理器报告了问题。请重试。
error-cookies_off = 本网站需要使用 Cookie，而此浏览器阻止了 Cookie。请允许本网站使用 Cookie，刷新页面后重试。
error-offline = 无法连接到网站。请检查网络连接后重试。

## 服务器报告的错误，名称取自 src/error/code.rs 的代码

error-invalid_request = 网站无法理解这个请求。请返回，刷新页面后重试。
error-invalid_email = 这不是电子邮箱地址。请输入形如 name@example.org 的地址。
error-ceremony_expired = 此请求已过期或已被使用。请重试。
error-verification_failed = 无法验证该通行密钥。请重试，或使用另一个。
error-unknown_credential = 此通行密钥已不在本网站注册。请使用另一个，或通过邮件获取登录链接。
error-unknown_credential-no-link = 此通行密钥已不在本网站注册。请使用另一个。
error-duplicate_credential = 此设备或密码管理器中已有该账户的通行密钥。
error-not_discoverable = { error-unusable_authenticator }
error-too_many_passkeys = 此账户的通行密钥已达上限。请先移除一个。
error-link_expired = 此链接或验证码已过期或已被使用。请重新获取。
error-wrong_browser = 此链接是在另一个浏览器中请求的。如果是您本人请求的，请在那个窗口输入邮件中的验证码。
error-wrong_code = 该验证码与我们最新的邮件不符。请重试。
error-wrong_recovery_code = 这不是您未使用的恢复代码。请核对后重试。
error-already_shown = 这些代码已经显示过一次。如果您没有保存，请重新生成。
error-mail_sign_in_required = 请先通过邮件登录。请获取登录链接。
error-invalid_phone = 此号码无法接收短信。请带上国家代码，例如 +49 1512 3456789。
error-address_taken = 此邮箱地址属于另一个账户。请登录那个账户，或使用其他地址。
error-phone_taken = 此号码属于另一个账户。
error-not_confirmed = 请勾选，以确认您知道哪些内容将被删除。
error-mail_off = 本网站无法发送邮件。请使用通行密钥。
error-sign_up_closed = 无法用此地址在这里创建账户。注册页面说明了谁可以。
error-invalid_setting = 此值无效。请输入类似 example.com 的域名，以逗号分隔。
error-setting_locked = 服务器自身的配置已设定此值，因此无法在此更改。
error-signed_out = 您已退出登录。请登录后重试。
error-deactivated = 此账户已停用。请联系本网站的运营者。
error-read_only_key = 此 API 密钥为只读。
error-invalid_api_key = 此 API 密钥无效。
error-invalid_token = 此登录已结束或无效。请重新登录。
error-verification_required = 此操作需要您在最近十分钟内确认过是您本人。请先确认，然后重试。
error-last_way_in = 这是登录您账户的唯一方式。请先添加另一个通行密钥或确认您的邮箱地址，再将其移除。
error-invalid_name = 请输入 1 到 60 个字符的名称。
error-invalid_field = 此值不适用于该字段。请检查后重试。
error-too_many_requests = 尝试次数过多。请稍等片刻后重试。我们已发送给您的内容仍然有效。
error-cross_site = 请求来自另一个网站。请在本网站打开页面后重试。
error-not_found = 它已不存在。
error-not_found-passkey = 此账户已没有通行密钥。请刷新页面。
error-too_large = 这超出了本网站一次所能接受的大小。
error-request_timeout = 请求传送的时间过长。请检查网络连接后重试。
error-unavailable = 本网站暂时无法使用。请稍等一分钟后重试。
error-internal = 本网站出现错误。请重试。

## 恢复代码

codes-title = 恢复代码
codes-why = 用于没有通行密钥的情况：通过邮件登录并输入一个代码，即可添加新的通行密钥。仅凭代码无法登录。
codes-none = 您还没有恢复代码。如果丢失了所有通行密钥，可以用恢复代码重新登录。
codes-left = 共 { $all } 个，其中 { $unused } 个未使用，生成于 { $when }。
codes-few = 所剩无几。请在需要之前生成新的代码。
codes-make = 生成恢复代码
codes-replace = 生成新的恢复代码
codes-replace-warning = 您的 { $count } 个未使用的恢复代码将失效。
codes-passkey-first = 请先添加通行密钥。恢复代码用于代替丢失的通行密钥。
codes-shown = 您的恢复代码
codes-shown-once = 这些代码只显示一次。请抄写、打印本页或保存为文件。不要只存放在保存通行密钥的设备上。
codes-each = 每个代码只能使用一次。以前的代码不再有效。
codes-save = 保存为文本文件
codes-copy = 复制代码
codes-copied = 已复制
codes-print = 打印
codes-kept = 我已保存代码
codes-back = 返回我的账户

## 丢失的通行密钥

recovery-title = 丢失了通行密钥？
recovery-can = 您可以在“我的账户”中添加通行密钥，并移除丢失的通行密钥。
recovery-dashboard = 前往我的账户
recovery-look = 请先找一找通行密钥。其他设备、安全密钥或密码管理器中可能有。
recovery-none-left = 没有通行密钥了？
recovery-by-mail = 如果您已确认电子邮件地址，请获取登录链接。登录后，您可以用恢复代码添加新的通行密钥。没有代码时，您可以申请重置账户，这需要三天。
recovery-code-heading = 使用恢复代码
recovery-code = 恢复代码
recovery-code-hint = 二十个字母和数字。大小写、空格和连字符均无影响。
recovery-code-use = 使用此代码
recovery-no-codes = 此账户没有未使用的恢复代码。
recovery-reset-heading = 也没有代码？
recovery-reset-how = 您可以改为重置账户。三天后，您可以创建一个新的通行密钥。我们会立即发邮件通知您。持有您的通行密钥或该邮件的人，都可以在重置被使用之前将其取消。
recovery-reset-ask = 申请重置
recovery-reset-by-mail = 要申请重置，请先通过邮件登录：退出登录，然后获取登录链接。
recovery-reset-no-mail = 本网站无法发送邮件，因此无法重置您的账户。
recovery-waiting = 已于 { $asked } 申请重置。从 { $ripe } 到 { $over }，请通过邮件登录，在此创建新的通行密钥。
recovery-waiting-ends = 使用通行密钥或恢复代码会取消重置。我们邮件中的链接也可以取消重置。
recovery-ripe = 三天已过。您可以在 { $over } 之前创建一个新的通行密钥。您的恢复代码将不再有效。丢失的通行密钥在您用新的将其移除之前仍然有效。

## “我的账户”中的重置

reset-under-way = 有人申请重置此账户
reset-under-way-what = 能访问您邮箱的人于 { $asked } 提出申请，称所有通行密钥均已丢失。从 { $ripe } 起，此人可以创建新的通行密钥并进入您的账户。
reset-cancel = 取消重置
reset-verify = 不是您本人？请取消重置。为此需要通行密钥，或我们邮件中的链接。
reset-you = 是您本人？查看后续步骤
reset-cancelled = 一次重置已被取消
reset-cancelled-what = 申请于 { $asked }，取消于 { $cancelled }。一切未变。
reset-not-you = 如果不是您申请的，则有其他人可以阅读您的邮件。请更改邮箱密码，并退出不属于您的会话。

## 取消重置的页面

cancel-title = 取消重置
cancel-heading = 要取消重置吗？
cancel-why = 能访问您邮箱的人称已丢失您账户的所有通行密钥。如果不是您本人，请取消重置，一切将保持不变。
cancel-done = 重置已取消
cancel-done-what = 一切未变。您的通行密钥和代码仍然有效。
cancel-nothing = 没有可取消的重置
cancel-nothing-why = 该重置已被取消或使用，或已过期。您账户的历史记录会显示发生了什么。

## 新浏览器邮件的页面

not-me-title = 这是您本人吗？
not-me-what = 有人于 { $when } 登录了您的账户，浏览器：{ $browser }，IP 地址：{ $ip }。
not-me-passkey = 使用的通行密钥：“{ $passkey }”。
not-me-why = 如果不是您本人，请让该浏览器退出登录。之后登录您账户的所有浏览器也会一并退出。
not-me-button = 不是我
not-me-if-you = 如果是您本人，请关闭此页面，无需任何操作。
not-me-done = 该浏览器已退出登录
not-me-done-what = 之后登录您账户的所有浏览器也已退出。
not-me-passkey-works = 所用的通行密钥仍然有效。请将其移除，以免再次被使用。
not-me-remove = 移除“{ $passkey }”
not-me-first = 登录以移除该通行密钥
not-me-mail = 此次登录通过邮件完成，说明有其他人可以阅读您的邮件。请更改邮箱密码。
not-me-nothing = 此链接已失效
not-me-nothing-why = 它已被使用或已过期。您的账户会列出所有会话，您可以逐一退出。

## 通行密钥的提议

offer-heading = 下次无需邮件
offer-why = 有了通行密钥，您可以用指纹、面容或屏幕锁定登录。只需一次点击，无需等待，也不会被人骗走。
offer-not-now = 以后再说
offer-later = 您随时可以在“我的账户”中添加。

## 账户设置与身份确认

reauth-without-scripts = 通行密钥需要 JavaScript，而此浏览器已将其关闭。
reauth-by-mail = 此账户没有通行密钥。要确认是您本人，请获取新的登录链接。
verify-why = 如果有其他人使用此浏览器，这可以保护您的账户。
verify-cancel = 取消
manage-title = 账户设置
manage-name = 名称
manage-name-label = 您的名称
manage-name-hint = 显示在本网站和您的密码管理器中。留空则显示您的邮箱地址。
manage-name-save = 保存名称
manage-details = 您的资料
manage-details-save = 保存资料
manage-address = 邮箱地址
manage-address-waiting = 您的新地址尚未确认
manage-address-sent = 我们已将链接和验证码发送至 { $email }。在您使用其中之一之前，一切保持不变。
manage-address-elsewhere = 更改是在另一个会话中请求的。只能在那里确认。
manage-address-cancel = 取消更改
manage-address-new = 新邮箱地址
manage-address-hint = 我们会向新地址发送一个链接。您确认后更改才会生效。我们也会通知您现在的地址。
manage-address-change = 更改邮箱地址
manage-address-off = 本网站无法发送邮件，因此您无法更改地址。
manage-data = 您的数据
manage-data-what = 本网站存储的关于您的全部内容，汇成一个文件（JSON）：账户、通行密钥、会话和历史记录。任何人都无法用该文件进入您的账户。
manage-data-download = 下载我的数据
manage-leave = 删除账户
manage-leave-how = 此操作立即生效且无法恢复。您将在下一页确认。
manage-leave-go = 删除账户…
delete-title = 删除您的账户
delete-back = 返回账户设置
delete-lost = 哪些内容将被删除
delete-lost-address = 您的邮箱地址 { $email }
delete-lost-phone = 您的电话号码 { $phone }
delete-lost-passkeys = 您的 { $count } 个通行密钥，它们将不再有效
delete-lost-sessions = 所有会话：您将在各处退出登录，包括此处
delete-lost-rest = 您账户的历史记录，以及本网站存储的关于您的其他全部内容
delete-mail = 任何人都无法恢复您的账户。如果您的地址已确认，我们会向它发送最后一封邮件。服务器会在发送一天后删除其副本。
delete-understood = 我明白此操作无法撤销。
delete-button = 永久删除我的账户
goodbye-title = 再见
goodbye-done = 您的账户已删除
goodbye-nothing-left = 这里不再保留它的任何数据，您已在各处退出登录。
goodbye-manager = 如果您的密码管理器仍显示该通行密钥，您可以在那里将其删除。
goodbye-none = 刚才没有在此浏览器中删除账户。
