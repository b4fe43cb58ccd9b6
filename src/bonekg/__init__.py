"""BoneKG: an evidence graph of bone health. (facade comes later)"""
__version__ = "0.1.0"
