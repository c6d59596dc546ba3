import Foundation
import Testing

@Suite struct GalleryTests {
    @Test func thePageShowsEverythingAndLeaksNothing() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let lake = try folder.read("photos/lake.jpg")
        try folder.write(lake, to: "photos/<script>alert(1)<&\"'.jpg")
        try folder.write("bad", to: "photos/<b>bad.jpg")
        let run = await CommandRun(
            "process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"), "--gallery",
            folder("out/gallery.html"))
        #expect(run.status == 1)
        let page = String(decoding: try folder.read("out/gallery.html"), as: UTF8.self)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;&amp;&quot;&#39;.jpg"))
        #expect(page.contains("&lt;b&gt;bad.jpg"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("<b>"))
        #expect(!page.contains(folder.path))
        for name in ["aurora.jpg", "emblem.png", "lake.jpg", "street-lights.jpg", "tartan.webp", "waves.gif"] {
            #expect(page.contains("<h2>\(name)</h2>"))
        }
        // Seven originals with a picture of their own, two renditions and two placeholders each.
        #expect(page.components(separatedBy: "<img src=\"data:image/").count - 1 == 7 * 5)
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("file:"))
        #expect(page.contains("BlurHash") && page.contains("ThumbHash") && page.contains("class=\"palette\""))
        #expect(page.contains("unknown-format"))
    }
}
