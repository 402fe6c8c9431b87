frame-docs = 开发者接口
docs-title = API
docs-heading = API 参考
docs-without-scripts = 此浏览器已关闭 JavaScript，而本参考需要它。API 说明文件无需 JavaScript 即可阅读：
