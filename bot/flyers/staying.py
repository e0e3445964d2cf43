"""What stays of each kind of object in a PDF: ISO 32000-2, by its tables. What stands in no list is nothing that is drawn."""


def _keys(said: str) -> frozenset[str]:
    return frozenset(f"/{key}" for key in said.split())


PAGE = _keys("Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit Group Resources Contents Parent")
RESOURCES = _keys("ExtGState ColorSpace Pattern Shading XObject Font")
STREAM = _keys("Length Filter DecodeParms")
FORM = STREAM | _keys("Type Subtype FormType BBox Matrix Resources Group")
IMAGE = STREAM | _keys(
    "Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask"
    " SMaskInData Matte"
)
TILES = STREAM | _keys("Type PatternType PaintType TilingType BBox XStep YStep Resources Matrix")
SHADES = _keys("Type PatternType Shading Matrix ExtGState")
STATE = _keys(
    "Type LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM SMask CA ca AIS TK UseBlackPtComp"
)
SOFT_MASK = _keys("Type S G BC TR")
FONT = _keys(
    "Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts"
    " CIDSystemInfo DW W DW2 W2 CIDToGIDMap Name FontBBox FontMatrix CharProcs Resources"
)
DESCRIPTOR = _keys(
    "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight"
    " XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet Style Lang FD"
)

ANY_STREAM = (
    (FORM | IMAGE | TILES)
    | _keys("Length1 Length2 Length3")
    # Functions, profiles of colours, maps of signs, meshes of shades, halftones.
    | _keys("FunctionType Domain Range Size BitsPerSample Order Encode N Alternate")
    | _keys("CMapName CIDSystemInfo WMode UseCMap")
    | _keys("ShadingType Background AntiAlias BitsPerCoordinate BitsPerFlag VerticesPerRow Function")
    | _keys("HalftoneType Width2 Height2 Xsquare Ysquare TransferFunction")
)
"""Of whatever stream is left."""
STRINGS = _keys("Registry Ordering FontFamily CharSet Panose")
"""Where a string is part of the drawing. What somebody wrote stands in others."""
