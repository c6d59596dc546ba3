import Renditions
import Testing

@Suite struct InspectionHEIFTests {
    @Test(arguments: ["avis", "msf1", "hevc", "hevx"]) func sequencesAreRefused(_ brand: String) {
        let bytes = SampleHEIF(brand: brand, compatible: ["avif", "mif1"]).bytes
        let error = #expect(throws: RenderError.self) { try ImageInspector.inspect(bytes.buffer) }
        #expect(error?.code == .invalidImage)
        #expect(error?.message == "Image sequences are not supported. Send a still image.")
    }
}
