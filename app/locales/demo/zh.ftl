demo-title = 登录演示账户
demo-what = 您将以 { $name } 的身份登录。浏览器会为此账户创建一个通行密钥。不再需要演示时，请从密码管理器中删除它。
demo-over = 此链接已被使用，或已超过一小时
demo-over-how = 请再次运行“server demo”以获取新链接。
